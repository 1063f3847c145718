import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { describeBuild, formatBuild } from './build-table.mjs'

const chunk = 'mortise([],(()=>{}))'.repeat(500)

const files = {
  'plugins.json': JSON.stringify({
    format: 1,
    plugins: [
      { id: 'com.example.charts', manifest: './plugins/charts/manifest.json' },
      { id: 'com.example.log', manifest: '/plugins/log/manifest.json?v=abc' },
    ],
  }),
  'plugins/charts/manifest.json': JSON.stringify({
    features: { overview: {}, explore: {} },
    chunks: { entry: { file: 'entry-1.js?v=1' }, overview: { file: '../shared/overview-2.js' } },
    shared: {
      'react@^19': { package: 'react' },
      'react/jsx-runtime@^19': { package: 'react' },
      'd3-array@^3': { package: 'd3-array' },
    },
  }),
  'plugins/charts/entry-1.js': chunk,
  'plugins/shared/overview-2.js': chunk,
  'plugins/log/manifest.json': JSON.stringify({
    features: {},
    chunks: { entry: { file: 'entry.js' } },
    shared: {},
  }),
  'plugins/log/entry.js': chunk,
}

it('prints one row a plugin, with sizes as transferred, and their sum', async () => {
  const rows = await describeBuild(async (path) => files[path])
  const bytes = gzipSync(chunk).length

  expect(rows).toEqual([
    {
      plugin: 'com.example.charts',
      features: ['overview', 'explore'],
      chunks: 2,
      gzipBytes: 2 * bytes,
      shared: ['react', 'd3-array'],
    },
    { plugin: 'com.example.log', features: [], chunks: 1, gzipBytes: bytes, shared: [] },
  ])
  expect(formatBuild(rows).split('\n')).toEqual([
    'plugin              features           chunks  KB gzip  shared',
    '──────────────────  ─────────────────  ──────  ───────  ───────────────',
    'com.example.charts  overview, explore       2      0.2  d3-array, react',
    'com.example.log                             1      0.1',
    '──────────────────  ─────────────────  ──────  ───────  ───────────────',
    '2 plugins                                   3      0.3',
  ])
})
