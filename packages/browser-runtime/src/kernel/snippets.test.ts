import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHost, type Host } from '../host.ts'
import { definePlugin } from '../define-plugin.ts'
import type { PluginDefinition } from '../plugin.ts'

/** The document's migration guide: the code of its two blocks, word for word. */
const [before = '', after = ''] = readFileSync(
  new URL('migration-guide.fixture.txt', import.meta.url),
  'utf8',
)
  .split('```')
  .filter((_, index) => index % 2)
  .map((block) => block.replace('typescript\n', ''))

let kernel: Host | undefined

afterEach(async () => {
  if (kernel?.state === 'running') await kernel.shutdown()
})

const run = async (code: string, myPlugin: unknown) => {
  kernel = createHost()
  // The snippets know `kernel` and `myPlugin`, as the document has them.
  const body = `return (async () => {${code}\nreturn typeof manifest === 'object' ? manifest : undefined})()`
  // oxlint-disable-next-line no-new-func -- runs the document's own text, word for word
  const snippet = new Function('kernel', 'myPlugin', body)
  const manifest: unknown = await snippet(kernel, myPlugin)
  return { kernel, manifest: manifest as NonNullable<PluginDefinition['manifest']> }
}

describe('the document’s migration guide', () => {
  it('"Before": a plugin initialises in bootstrap', async () => {
    const init = vi.fn()
    await run(before, { name: 'com.example.plugin', version: '1.0.0', init })
    expect(init).toHaveBeenCalledOnce()
  })

  it('"After": the same plugin works as before, its manifest beside it', async () => {
    const init = vi.fn()
    await run(after, { name: 'com.example.plugin', version: '1.0.0', init })
    expect(init).toHaveBeenCalledOnce()
  })

  it.each([
    ['lazy', 0],
    ['eager', 1],
    ['parallel', 1],
    ['on-demand', 0],
    ['deferred', 0],
  ] as const)('"After" with its manifest connected: only "%s" decides', async (strategy, calls) => {
    const { manifest } = await run(after, { name: 'com.example.plugin', init() {} })
    await kernel?.shutdown()
    const init = vi.fn()
    const code = after.replace("strategy: 'lazy'", `strategy: '${strategy}'`)
    const changed = { ...manifest, loading: { ...manifest.loading, strategy } }
    const { kernel: host, manifest: written } = await run(
      code,
      definePlugin({ manifest: changed, init }),
    )
    expect(written).toEqual(changed)
    expect(init).toHaveBeenCalledTimes(calls)
    await host.loadPlugin('com.example.plugin')
    expect(init).toHaveBeenCalledOnce()
  })
})
