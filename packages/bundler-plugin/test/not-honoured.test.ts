import { expect, test } from 'vitest'
import { createFixture, plugin } from './workspace-fixture.ts'

test('a build says what of a manifest the page will not do, once for each plugin', async () => {
  const { build } = await createFixture({
    ...plugin('cached', { loading: { caching: { ttl: 60, storage: 'hybrid' } } }, {}),
    ...plugin('boxed', { loading: { sandboxing: { enabled: true } } }, {}),
    ...plugin('plain', { loading: { caching: { storage: 'memory' } } }, {}),
  })
  const { warnings } = await build()
  expect(warnings).toEqual([
    expect.stringMatching(/^CONFIG_UNSUPPORTED: Plugin "com\.example\.boxed" 1\.0\.0 .* Fix: /),
    expect.stringMatching(
      /^CONFIG_NOT_HONOURED: Plugin "com\.example\.cached" 1\.0\.0 sets "loading\.caching\.storage", "loading\.caching\.ttl", .* Fix: /,
    ),
  ])
})
