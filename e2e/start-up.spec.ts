import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { readBuild } from './support/build-facts.ts'
import { inlineCode, ownCode } from './support/own-bytes.ts'
import { expect, folders, test } from './support/test.ts'

/** The promise of the README, in bytes gzip. */
const BUDGET = 8_000

test('what is ours of a start stays within its budget', async ({ page, network, site }) => {
  test.skip(site.kind === 'dev', 'only a build is weighed')
  const response = await page.goto('/')
  await page.getByTestId('navigation').getByRole('link', { name: 'Overview' }).waitFor()
  await network.settled()

  const { pluginScripts } = readBuild('playground')
  const files = network.scripts().filter((path) => !pluginScripts.has(path))
  const parts = files.map((path) => ({ path, bytes: gzipSync(ownCodeOf(path)).length }))
  const inline = inlineCode((await response?.text()) ?? '')
  if (inline) parts.push({ path: 'inline', bytes: gzipSync(inline).length })

  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  test.info().annotations.push({ type: 'start-up path', description: JSON.stringify(parts) })
  console.log(`start-up path: ${total} bytes gzip`, parts)
  expect(total).toBeGreaterThan(1_000)
  expect(total).toBeLessThanOrEqual(BUDGET)
})

/** A script without a source map, such as the boot script, is ours altogether. */
function ownCodeOf(path: string) {
  const file = join(folders.playground, 'dist', new URL(path, 'http://site').pathname)
  const code = readFileSync(file, 'utf8')
  if (!code.includes('sourceMappingURL=')) return code
  return ownCode(code, JSON.parse(readFileSync(`${file}.map`, 'utf8')))
}
