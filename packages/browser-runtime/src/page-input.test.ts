import type { Catalog } from '@mortise/shared'
import { expect, it } from 'vitest'
import { entriesOf } from './page-input.ts'

const catalog = (url: string, plugins: Readonly<Record<string, string>>) => ({
  url,
  catalog: {
    format: 1,
    plugins: Object.entries(plugins).map(([id, version]) => ({
      id,
      version,
      release: 'r',
      manifest: `${id}.json`,
    })),
  } satisfies Catalog,
})

const named = (catalogs: readonly ReturnType<typeof catalog>[]) => {
  const { kept, doubled } = entriesOf({ catalogs, used: [] })
  const words = kept.map(({ entry, catalogUrl }) => `${entry.id}@${entry.version} ${catalogUrl}`)
  return { words, doubled: doubled.length }
}

const host = catalog('https://host/plugins.json', { a: '2.0.0', b: '1.0.0' })

it('takes what a catalog overrides from there alone, whatever the version, and tells of no double', () => {
  const address = 'http://localhost:4174/plugins.json#override'
  for (const version of ['1.0.0', '2.0.0', '3.0.0']) {
    expect(named([host, catalog(address, { a: version })])).toEqual({
      words: [`a@${version} ${address}`, 'b@1.0.0 https://host/plugins.json'],
      doubled: 0,
    })
  }
})

it('lists another catalog beside the first', () => {
  const other = catalog('https://team/plugins.json', { a: '3.0.0', b: '1.0.0' })
  expect(named([host, other])).toEqual({
    words: [
      'a@2.0.0 https://host/plugins.json',
      'b@1.0.0 https://host/plugins.json',
      'a@3.0.0 https://team/plugins.json',
    ],
    doubled: 1,
  })
})
