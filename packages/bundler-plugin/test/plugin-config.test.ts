import { expect, test } from 'vitest'
import { createFixture, plugin } from './workspace-fixture.ts'

/** A plugin whose manifest is written in TypeScript. */
function typed(config: string) {
  const { ['plugins/typed/plugin.json']: _json, ...files } = plugin('typed', {}, {})
  return { ...files, 'plugins/typed/plugin.config.ts': config }
}

const manifest = `{
  id: 'com.example.typed',
  version: '1.0.0',
  type: 'plugin' as const,
  name: ['Ty', 'ped'].join(''),
}`

test('a manifest in TypeScript is read like plugin.json', async () => {
  const { build } = await createFixture(
    typed(`import { defineManifest } from '@mortise/shared'
export default defineManifest(${manifest})
`),
  )
  const built = await build()
  expect(built.manifest('com.example.typed').manifest).toMatchObject({ name: 'Typed' })
})

test('a mistake in it names the file', async () => {
  const { build } = await createFixture(typed(`export default { ...${manifest}, entri: 'x' }\n`))
  await expect(build()).rejects.toThrow(/plugin\.config\.ts.*`entri`: did you mean `entry`\?/)
})
