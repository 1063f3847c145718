import { expect, test } from 'vitest'
import { createFixture, plugin } from './workspace-fixture.ts'

const workspace = { ...plugin('one', {}, {}), ...plugin('two', {}, {}) }

test('the catalog names the plugins that every device keeps; the plan does not depend on it', async () => {
  const { build } = await createFixture(workspace)
  const { catalog } = await build({ warm: ['com.example.two'] })
  expect(catalog.warm).toEqual(['com.example.two'])
  const plain = await build()
  expect(plain.catalog).not.toHaveProperty('warm')
  expect(catalog.plan).toEqual(plain.catalog.plan)
})

test('an id that no plugin has stops the build', async () => {
  const { build } = await createFixture(workspace)
  await expect(build({ warm: ['com.example.tow'] })).rejects.toThrow(
    /names "com\.example\.tow".*Did you mean "com\.example\.two"\?/,
  )
})
