import { schemas } from '@mortise/shared/contract'
import { keysNotHonoured } from '@mortise/shared/not-honoured'
import type { Diagnostic, PluginManifestInput } from '@mortise/shared'
import { describe, expect, it, vi } from 'vitest'
import { ledger } from '../../../scripts/docs/configuration-ledger.mjs'
import { leaves } from '../../../scripts/docs/configuration-page.mjs'
import { createHost } from './host.ts'

type Loading = NonNullable<PluginManifestInput['loading']>

const manifest = { id: 'com.example.a', version: '1.0.0', type: 'plugin', name: 'A' } as const

const notYet = leaves.flatMap(({ key, schema }) =>
  ledger[key]?.notYet ? [[key, another(schema)] as const] : [],
)
const readKeys = leaves.flatMap(({ key, schema }) =>
  ledger[key]?.notYet || ledger[key]?.refused ? [] : [[key, another(schema)] as const],
)

/** A value that is not the default. */
function another({ default: byDefault, ...schema }: (typeof leaves)[number]['schema']): unknown {
  const values = schema.enum ?? schema.items?.enum ?? ['text']
  if (schema.items) return [values[0]]
  if (schema.type === 'boolean') return !byDefault
  if (schema.type === 'number') return 0.5
  if (schema.type === 'integer') return Math.max(schema.minimum ?? 0, 7)
  return values.find((value) => value !== byDefault)
}

const withKey = (key: string, value: unknown) =>
  key.split('.').reduceRight((inner, part) => ({ [part]: inner }), value) as Loading

describe('a key that is not honoured yet', () => {
  it.each(notYet)('%s gives one diagnostic, and the plugin runs', async (key, value) => {
    const init = vi.fn()
    const host = createHost().use({ manifest: { ...manifest, loading: withKey(key, value) }, init })
    const found: Diagnostic[] = []
    host.on('diagnostic', (diagnostic) => found.push(diagnostic))
    await host.bootstrap()
    await host.loadPlugin(manifest.id)
    await vi.waitFor(() => expect(found).not.toEqual([]))
    await host.shutdown()
    expect(found).toMatchObject([{ code: 'CONFIG_NOT_HONOURED', severity: 'warning' }])
    expect(found[0]?.why).toContain(`"loading.${key}"`)
    expect(init).toHaveBeenCalledOnce()
  })
})

it.each(readKeys)('%s is read, so nothing is reported', (key, value) => {
  expect(keysNotHonoured(withKey(key, value))).toEqual([])
})

it('a manifest that writes every default out asks for nothing', () => {
  expect(keysNotHonoured(schemas.loading.parse({}))).toEqual([])
})

it('keys of a sandbox that is switched off are reported: it would be believed', () => {
  expect(keysNotHonoured({ sandboxing: { isolationLevel: 'iframe' } })).toEqual([
    'sandboxing.isolationLevel',
  ])
})
