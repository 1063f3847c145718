import { describe, expect, test } from 'vitest'
import { MortiseError } from '../mortise-error.ts'
import type { BuildManifest } from './build-manifest.ts'
import { parseBuildManifest, parseCatalog } from './parse.ts'

function failure(act: () => unknown): MortiseError {
  try {
    act()
  } catch (error) {
    if (error instanceof MortiseError) return error
  }
  throw new Error('expected a failure')
}

const integrity = `sha384-${'A'.repeat(64)}`
const built: BuildManifest = {
  format: 1,
  id: 'com.example.a',
  version: '1.0.0',
  release: 'r1',
  executor: 'factory',
  entry: 'entry',
  size: 10,
  features: { chart: { chunk: 'chart' }, inline: {} },
  chunks: {
    entry: { file: 'entry-x.js', id: 'x', size: 10, integrity, deps: [] },
    chart: {
      file: 'chart-y.js?v=y',
      id: 'y',
      size: 20,
      integrity,
      deps: ['entry'],
      shared: ['react@^19'],
      styles: ['chart.css'],
    },
  },
  styles: { 'chart.css': { size: 5, integrity } },
  shared: { 'react@^19': { specifier: 'react', package: 'react', range: '^19', singleton: true } },
  provides: { 'date-fns': { package: 'date-fns', version: '4.0.0', chunk: 'chart' } },
  manifest: { id: 'com.example.a', version: '1.0.0', type: 'plugin', name: 'A' },
}

describe('parsing a build manifest', () => {
  const parseFailure = (more: object) =>
    failure(() => parseBuildManifest({ ...built, ...more }, 'a.json'))

  test('gives back what the build wrote', () => {
    expect(parseBuildManifest(built, 'a.json')).toEqual(built)
  })

  test('takes an ES module as entry from the dev server', () => {
    const served = { ...built, executor: 'esm', entry: './entry.js', features: {}, chunks: {} }
    expect(parseBuildManifest({ ...served, provides: {} }, 'a.json').entry).toBe('./entry.js')
  })

  test('refuses another format before it looks at anything else', () => {
    const error = failure(() => parseBuildManifest({ format: 2, all: 'new' }, 'a.json'))
    expect(error.code).toBe('MANIFEST_FORMAT')
    expect(error.why).toContain('format 2')
  })

  test.each([
    [{ entry: 'gone' }, '`entry`: there is no chunk "gone"'],
    [{ features: { chart: { chunk: 'gone' } } }, '`features.chart.chunk`: there is no chunk'],
    [{ shared: {} }, '`chunks.chart.shared.0`: there is no shared requirement "react@^19"'],
    [{ styles: {} }, '`chunks.chart.styles.0`: there is no style "chart.css"'],
    [
      { chunks: { ...built.chunks, chart: { ...built.chunks.chart, deps: ['gone'] } } },
      '`chunks.chart.deps.0`: there is no chunk "gone"',
    ],
    [
      { provides: { a: { package: 'a', version: '1.0.0', chunk: 'constructor' } } },
      '`provides.a.chunk`: there is no chunk "constructor"',
    ],
  ])('refuses a name that leads nowhere: %j', (more, part) => {
    const error = parseFailure(more)
    expect(error.code).toBe('MANIFEST_INVALID')
    expect(error.why).toContain(part)
  })

  test('refuses an integrity that is no SHA-384', () => {
    const chunks = { entry: { ...built.chunks.entry, integrity: 'sha256-abc' } }
    expect(parseFailure({ chunks }).why).toContain('`chunks.entry.integrity`: "sha256-abc"')
  })
})

describe('parsing a catalog', () => {
  const plugin = { id: 'com.example.a', version: '1.0.0', release: 'r1', manifest: 'a.json' }

  test('takes entries with nothing but what differs from the defaults', () => {
    const full = {
      ...plugin,
      id: 'com.example.b',
      integrity: `sha256-${'A'.repeat(43)}=`,
      strategy: 'eager',
      initialization: { priority: 1, critical: true, mode: 'parallel' },
      dependencies: { 'com.example.a': '^1.0.0' },
      optional: { 'com.example.c': '*' },
      dependencyResolution: { circularDependencies: 'error', peerDependencies: { resolve: false } },
      implements: ['com.example.protocol.storage.v1'],
      requires: { 'com.example.a': ['com.example.protocol.login.v1'] },
      engine: { objectstack: '>=4.0.0' },
      size: 1200,
      providesSize: { 'date-fns': 300 },
      services: { 'example-storage': '1.0.0' },
      shared: { react: '^19', 'date-fns': ['^3', '^4'] },
      peers: ['react'],
      provides: { 'date-fns': '4.0.0' },
      preload: { priority: 5, resources: ['code'], conditions: { routes: ['/b'] } },
      extensions: { 'app.routes': [{ path: '/b' }] },
    }
    const catalog = {
      format: 1,
      plugins: [{ ...plugin, build: built }, full, { ...plugin, version: '2.0.0' }],
      together: [['react', 'react-dom']],
      plan: { input: 'x', shared: {} },
    }
    expect(parseCatalog(catalog, 'plugins.json')).toEqual(catalog)
  })

  test.each([
    [{ format: 2, plugins: [] }, 'CATALOG_FORMAT', 'format 2'],
    [{}, 'CATALOG_INVALID', '`format`: missing'],
    [[], 'CATALOG_INVALID', '[] is not of type object'],
    [{ format: 1 }, 'CATALOG_INVALID', '`plugins`: missing'],
    [{ format: 1, plugins: [{ ...plugin, id: '' }] }, 'CATALOG_INVALID', '`plugins.0.id`'],
    [
      { format: 1, plugins: [{ ...plugin, stategy: 'eager' }] },
      'CATALOG_INVALID',
      '`plugins.0.stategy`: did you mean `strategy`?',
    ],
    [
      { format: 1, plugins: [{ ...plugin, build: { ...built, entry: 'gone' } }] },
      'CATALOG_INVALID',
      '`plugins.0.build.entry`: there is no chunk "gone"',
    ],
    [
      { format: 1, plugins: [{ ...plugin, id: 'com.example.b', build: built }] },
      'CATALOG_INVALID',
      '`plugins.0.build.id`: "com.example.a" is not "com.example.b"',
    ],
    [
      { format: 1, plugins: [plugin, plugin] },
      'CATALOG_INVALID',
      '`plugins.1.id`: "com.example.a" 1.0.0 is listed twice',
    ],
  ])('refuses %j', (value, code, part) => {
    const error = failure(() => parseCatalog(value, '/plugins.json'))
    expect(error.code).toBe(code)
    expect(error.why).toContain(part)
    expect(error.why).toContain('"/plugins.json"')
  })
})
