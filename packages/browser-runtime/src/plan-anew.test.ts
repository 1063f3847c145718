import type { Catalog, CatalogEntry, HostPolicy } from '@mortise/shared'
import { planInput } from '@mortise/shared/plan-input'
import { describe, expect, it, vi } from 'vitest'
import { bakedPlan } from './baked-plan.ts'
import { late } from './errors.ts'
import { planAnew } from './plan-anew.ts'
import type { PluginDefinition } from './plugin.ts'

const resolver = vi.hoisted(() => ({ fetched: 0 }))

// Called when the module is imported first: these tests stand before those that need it.
vi.mock('@mortise/shared/resolve', async (original) => {
  resolver.fetched++
  return original()
})

function entry(id: string, more: Partial<CatalogEntry> = {}): CatalogEntry {
  return { id, version: '1.0.0', release: 'r', manifest: `${id}.json`, ...more }
}

const react = { version: '19.3.1', module: {} }

/** The plan of a page with these catalogs; each carries the plan of its build. */
async function plan(
  lists: readonly CatalogEntry[][],
  more: { used?: PluginDefinition[]; policy?: HostPolicy; baked?: Catalog['plan'] } = {},
) {
  const reported: { code: string; plugin: string | undefined }[] = []
  const catalogs = lists.map((plugins, index): { catalog: Catalog; url: string } => {
    const input = planInput({ plugins, provided: { react: '19.3.1' } })
    const baked = { input, shared: { 'react@^19': 'baked' }, ...more.baked }
    return { catalog: { format: 1, plugins, plan: baked }, url: `https://host.test/${index}.json` }
  })
  const made = await planAnew({
    catalogs,
    used: (more.used ?? []).map((definition) => {
      const { id = '', version = '0.0.0' } = definition.manifest ?? definition
      return { id, version, definition }
    }),
    provided: { react, 'react/jsx-runtime': react },
    rules: { policy: more.policy },
    isDeclaring: false,
    bakedPlan,
    configure: async () => ({}),
    events: {
      report: (error: unknown, plugin?: string) =>
        void reported.push({ code: (error as { code: string }).code, plugin }),
    } as never,
    late,
  })
  return { ...made, reported, ids: [...made.plugins.keys()] }
}

const user = (id: string) => entry(id, { shared: { react: '^19' }, peers: ['react'] })

describe('the build’s plan stays, and no resolver is fetched', () => {
  it('where its input is what it was', async () => {
    const { shared } = await plan([[user('a')]])
    expect(shared).toEqual({ 'react@^19': 'baked' })
    expect(resolver.fetched).toBe(0)
  })

  it('beside plugins of the app’s own code that need nothing: they go first', async () => {
    const { ids, shared } = await plan([[user('a')]], { used: [{ id: 'z', init() {} }] })
    expect(ids).toEqual(['z', 'a'])
    expect(shared).toEqual({ 'react@^19': 'baked' })
    expect(resolver.fetched).toBe(0)
  })
})

describe('the page resolves', () => {
  it.each([
    ['several catalogs', [[user('a')], [user('b')]], {}],
    ['a policy', [[user('a')]], { policy: { disabled: ['b'] } }],
    ['an own plugin that needs another', [[user('a')]], { used: [needing('z', 'a')] }],
    [
      'an own plugin that a policy names',
      [[user('a')]],
      { used: [{ id: 'z', init() {} }], policy: { disabled: ['z'] } },
    ],
    [
      'a baked plan with warnings',
      [[user('a')]],
      { baked: { input: '', shared: {}, isWarned: true } },
    ],
  ])('for %s', async (_, lists, more) => {
    const { shared } = await plan(lists, more)
    expect(shared).toEqual({ 'react@^19': 'host' })
  })
})

function needing(id: string, other: string): PluginDefinition {
  return { id, dependencies: [other], init() {} }
}

it('takes one of several versions of a plugin, with the catalog that lists it', async () => {
  const { plugins, reported } = await plan([
    [entry('a', { version: '2.0.0' }), user('b')],
    [entry('a', { version: '1.0.0' }), entry('c', { dependencies: { a: '^1.0.0' } }), user('b')],
    [entry('d', { dependencies: { a: '^1.0.0' } })],
  ])
  expect(plugins.get('a')).toMatchObject({
    entry: { version: '1.0.0' },
    catalogUrl: 'https://host.test/1.json',
  })
  // The same version twice is no choice.
  expect(reported).toEqual([{ code: 'CATALOG_DUPLICATE', plugin: 'b' }])
})

it('tells of what a plugin does not get, and wires no optional dependency that cannot be used', async () => {
  const picky = entry('a', {
    optional: { b: '^2.0.0', c: '*' },
    shared: { react: '^18' },
    peers: ['react'],
  })
  const { plugins, reported, shared } = await plan([[picky, entry('b')], [entry('c')]])
  expect(plugins.get('a')).toMatchObject({ entry: { optional: { c: '*' } } })
  expect(shared).toEqual({ 'react@^18': 'host' })
  expect(reported).toEqual([
    { code: 'RESOLVE_OPTIONAL', plugin: 'a' },
    { code: 'SHARED_CONFLICT', plugin: 'a' },
  ])
})

it('refuses an own plugin with the words of the plan', async () => {
  const { plugins, refused } = await plan([[user('a')]], { used: [needing('z', 'gone')] })
  expect(refused['z']).toMatchObject({ code: 'RESOLVE_MISSING' })
  const load = (plugins.get('z') as { load: (signal: AbortSignal) => Promise<unknown> }).load
  await expect(load(new AbortController().signal)).rejects.toMatchObject({
    code: 'RESOLVE_MISSING',
  })
})
