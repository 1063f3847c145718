import { expect, test } from 'vitest'
import type { BuildManifest } from '../manifest/build-manifest.ts'
import { stepFiles } from './step-files.ts'

const integrity = `sha384-${'A'.repeat(64)}`

function manifest(id: string, more: Partial<BuildManifest>): [string, BuildManifest] {
  const empty = { chunks: {}, styles: {}, shared: {}, features: {} }
  const plugin = { id, version: '1.0.0', type: 'plugin', name: id } as const
  const facts = { format: 1, executor: 'factory', entry: 'entry', size: 1, release: 'r' } as const
  return [id, { ...facts, ...empty, id, version: '1.0.0', manifest: plugin, ...more }]
}

const chunk = (file: string, size: number, more: object = {}) => ({
  file,
  id: file,
  size,
  integrity,
  deps: [],
  ...more,
})

const lib = { specifier: 'lib', package: 'lib', range: '^1.0.0' }
const provides = (name: string) => ({ lib: { package: 'lib', version: '1.0.0', chunk: name } })

const manifests = new Map([
  manifest('a', {
    features: { chart: { chunk: 'chart' } },
    chunks: {
      entry: chunk('entry.js', 10, { deps: ['common'] }),
      common: chunk('common.js', 5),
      chart: chunk('chart.js', 100, {
        deps: ['common'],
        shared: ['lib@^1.0.0'],
        styles: ['chart.css'],
      }),
      lib: chunk('lib.js', 1000),
    },
    styles: { 'chart.css': { size: 7 } },
    shared: { 'lib@^1.0.0': lib },
    provides: provides('lib'),
  }),
  manifest('b', { chunks: { 'lib-b': chunk('../lib.js', 2000) }, provides: provides('lib-b') }),
])

const plan = (provider: string, key = 'lib@^1.0.0') => ({
  shared: {
    'lib@^1.0.0': { provider: 'host', version: '1.0.0' },
    [key]: { provider, version: '1.0.0' },
  },
})
const files = (...given: Parameters<typeof stepFiles>) =>
  stepFiles(...given).chunks.map(({ plugin, file }) => `${plugin} ${file}`)

test('a start takes the entry and what it needs, dependencies first', () => {
  expect(stepFiles(plan('host'), manifests, { plugin: 'a' })).toEqual({
    chunks: [
      { plugin: 'a', file: 'common.js', size: 5, integrity, isShared: true },
      { plugin: 'a', file: 'entry.js', size: 10, integrity, isShared: false },
    ],
    styles: [],
    size: 15,
  })
})

test('a feature brings its chunks, its styles, and the provider that the plan chose', () => {
  const step = { plugin: 'a', features: ['chart'] }
  const own = ['a common.js', 'a entry.js', 'a chart.js']
  expect(files(plan('host'), manifests, step)).toEqual(own)
  expect(files(plan('a'), manifests, step)).toEqual([...own, 'a lib.js'])
  expect(files(plan('b'), manifests, step)).toEqual([...own, 'b ../lib.js'])
  expect(files(plan('b', 'a lib@^1.0.0'), manifests, step)).toEqual([...own, 'b ../lib.js'])
  expect(stepFiles(plan('b'), manifests, step)).toMatchObject({
    styles: [{ plugin: 'a', file: 'chart.css', size: 7 }],
    size: 2122,
  })
})
