import { expect, test } from 'vitest'
import { createFixture, plugin } from './workspace-fixture.ts'

const eager = { loading: { strategy: 'eager' } }
const usesLibrary = "import { max } from 'd3-array'\nexport default { init: () => max }\n"
const library = { dependencies: { 'd3-array': '^3.0.0' } }

test('the catalog has the build manifests of all that a start needs, and no others', async () => {
  const { build } = await createFixture({
    ...plugin('alone', eager, {}),
    ...plugin('together', { loading: { strategy: 'parallel' } }, {}),
    ...plugin('needy', { ...eager, dependencies: { 'com.example.needed': '^1.0.0' } }, {}),
    ...plugin('needed', {}, {}),
    ...plugin('lazy', {}, {}),
  })
  const built = await build()
  const embedded = built.catalog.plugins.filter((entry) => entry.build)
  expect(embedded.map(({ id }) => id).sort()).toEqual([
    'com.example.alone',
    'com.example.needed',
    'com.example.needy',
    'com.example.together',
  ])
  for (const entry of embedded) expect(entry.build).toEqual(built.manifest(entry.id))
})

test('a plugin whose fallback provider an eager one gets is among them', async () => {
  const { build } = await createFixture({
    ...plugin('a', {}, { 'src/index.js': usesLibrary }, library),
    ...plugin('b', eager, { 'src/index.js': usesLibrary }, library),
    ...plugin('c', {}, { 'src/index.js': usesLibrary }, library),
  })
  const built = await build({ shared: ['d3-array'] })
  expect(built.catalog.plan?.shared).toEqual({ 'd3-array@^3.0.0': 'com.example.a' })
  const embedded = built.catalog.plugins.filter((entry) => entry.build)
  expect(embedded.map(({ id }) => id)).toEqual(['com.example.a', 'com.example.b'])
  expect(built.files.get('index.html')?.match(/as="fetch"/g)).toHaveLength(1)
})
