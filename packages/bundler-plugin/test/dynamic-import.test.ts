import { expect, test } from 'vitest'
import { createFixture, plugin } from './workspace-fixture.ts'

const id = 'com.example.shop'

function shop(loading: object) {
  return plugin(
    'shop',
    { features: { list: './src/list.js', detail: './src/detail.js' }, loading },
    {
      'src/list.js': "import { useState } from 'react'\nexport default () => useState('list')\n",
      'src/detail.js':
        "export default () => 'detail'\nexport const more = () => import('./more.js')\n",
      'src/more.js': "export const more = 'more'\n",
    },
    { peerDependencies: { react: '^19.0.0' } },
  )
}

async function build(loading: object) {
  const { warnings, manifest } = await (
    await createFixture(shop(loading))
  ).build({
    shared: ['react'],
  })
  return { warnings, ...manifest(id) }
}

test('async: a feature is a chunk of its own, and nothing more is said of it', async () => {
  const { features, chunks } = await build({})
  expect(features['list']).toEqual({ chunk: `${id}/list` })
  expect(chunks[`${id}/index`]?.deps).toEqual([])
})

test.each(['eager', 'lazy'])('mode %s is said of each feature', async (mode) => {
  const { features } = await build({ dynamicImport: { mode } })
  expect(features['list']).toEqual({ chunk: `${id}/list`, fetch: mode })
})

test.each(['prefetch', 'preload'])('%s is said of each feature', async (key) => {
  const { features } = await build({ dynamicImport: { [key]: true } })
  expect(features['list']).toEqual({ chunk: `${id}/list`, fetch: key })
})

test('mode eager: what the features need belongs to what the entry needs', async () => {
  const { chunks } = await build({ dynamicImport: { mode: 'eager' } })
  expect(chunks[`${id}/index`]).toMatchObject({
    deps: [`${id}/list`, `${id}/detail`],
    shared: ['react@^19.0.0'],
  })
})

test.each([{ mode: 'sync' }, { enabled: false }])(
  '%o: the features are in the entry’s chunk, and what they import() is not',
  async (dynamicImport) => {
    const { features, chunks } = await build({ dynamicImport })
    expect(features).toEqual({
      list: { chunk: `${id}/index` },
      detail: { chunk: `${id}/index` },
    })
    expect(Object.keys(chunks)).toEqual([`${id}/index`, `${id}/src.more`])
  },
)

test('a key that another one leaves without effect is named', async () => {
  const { warnings } = await build({ dynamicImport: { mode: 'lazy', prefetch: true } })
  expect(warnings.join()).toMatch(
    /CONFIG_KEY_OVERRULED.*com\.example\.shop.*"loading\.dynamicImport\.prefetch".*"loading\.dynamicImport\.mode"/s,
  )
  expect((await build({ dynamicImport: { mode: 'lazy' } })).warnings.join()).not.toMatch(
    /OVERRULED/,
  )
})
