import { expect, it } from 'vitest'
import type { Catalog, CatalogEntry } from '@mortise/shared'
import { createReleaseMemory, type BadRelease } from './memory.ts'
import { forgetUnlisted, siftCatalog } from './sift.ts'

const url = 'https://host.test/plugins.json'

function entry(id: string, version: number, more: Partial<CatalogEntry> = {}): CatalogEntry {
  const integrity = `sha256-${id}${version}`
  return { id, version: `${version}.0.0`, release: 'r', manifest: `${id}.json`, integrity, ...more }
}

const catalogOf = (...plugins: CatalogEntry[]): Catalog => ({
  format: 1,
  plugins,
  plan: { input: 'i', shared: {} },
})

function bad(pluginId: string, version: number, more: Partial<BadRelease> = {}): BadRelease {
  return {
    pluginId,
    version: `${version}.0.0`,
    integrity: `sha256-${pluginId}${version}`,
    catalog: url,
    code: 'LIFECYCLE_THREW',
    timestamp: 1,
    ...more,
  }
}

function device(now = () => 1) {
  const items = new Map<string, string>()
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
  return { items, memory: createReleaseMemory(() => storage, now) }
}

const versions = ({ plugins }: Catalog) => plugins.map(({ id, version }) => `${id} ${version}`)

it('puts the last good release in the place of a bad one, and the build’s plan counts no more', () => {
  const { memory } = device()
  memory.remember([{ entry: entry('a', 1), catalog: url }])
  memory.mark(bad('a', 2))
  const sifted = siftCatalog(catalogOf(entry('a', 2), entry('b', 2)), url, memory)
  expect(versions(sifted)).toEqual(['a 1.0.0', 'b 2.0.0'])
  expect(sifted.plan).toBeUndefined()
})

it('lists the last good release of what needs it beside its own', () => {
  const { memory } = device()
  const needs = (range: string) => ({ dependencies: { a: range } })
  memory.remember([
    { entry: entry('a', 1), catalog: url },
    { entry: entry('b', 1, needs('^1.0.0')), catalog: url },
    { entry: entry('c', 1), catalog: url },
  ])
  memory.mark(bad('a', 2))
  const next = catalogOf(entry('a', 2), entry('b', 2, needs('^2.0.0')), entry('c', 2))
  expect(versions(siftCatalog(next, url, memory))).toEqual([
    'a 1.0.0',
    'b 2.0.0',
    'b 1.0.0',
    'c 2.0.0',
  ])
})

it('leaves a bad release where there is no good one, and where another catalog has one', () => {
  const { memory } = device()
  memory.remember([{ entry: entry('a', 1), catalog: 'https://other.test/plugins.json' }])
  memory.mark(bad('a', 2))
  const catalog = catalogOf(entry('a', 2))
  expect(siftCatalog(catalog, url, memory)).toBe(catalog)
})

it('forgets marks of releases that the catalog lists no more, and after a week', () => {
  let now = 1
  const { memory, items } = device(() => now)
  memory.mark(bad('a', 2))
  memory.mark(bad('b', 2))
  forgetUnlisted(catalogOf(entry('a', 2)), url, memory)
  expect(memory.bad()).toMatchObject([{ pluginId: 'a' }])
  now += 604_800_000
  expect(memory.bad()).toEqual([])
  memory.forget(() => false)
  expect(items.has('mortise')).toBe(false)
})

it('holds no more than twenty marks, and reads what somebody else has written there as nothing', () => {
  const { memory, items } = device()
  for (let version = 1; version <= 30; version++) memory.mark(bad('a', version))
  expect(memory.bad()).toHaveLength(20)
  items.set('mortise', '{"a":')
  items.set('mortise:good', '[1, {"entry": {}}]')
  expect([memory.bad(), memory.good()]).toEqual([[], []])
})

it('stops nothing where storage is blocked', () => {
  const memory = createReleaseMemory(() => {
    throw new DOMException('blocked', 'SecurityError')
  })
  memory.mark(bad('a', 2))
  expect(memory.bad()).toEqual([])
})
