import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { readBuild } from './support/build-facts.ts'
import { inlineCode, ownCode } from './support/own-bytes.ts'
import { expect, folders, test } from './support/test.ts'

/** The promise of the README: 8 KB gzip. */
const BUDGET = 8 * 1024

/** Marks the moment at which the eager plugins are active, on the page's own clock. */
function markReady() {
  type Hosts = Set<{ on(event: string, listener: () => void): void }>
  const key = Symbol.for('@mortise/hosts')
  const hosts = ((globalThis as { [key]?: Hosts })[key] ??= new Set())
  const add = hosts.add.bind(hosts)
  hosts.add = (host) => {
    host.on('kernel:ready', () => performance.mark('kernel:ready'))
    return add(host)
  }
}

/** Addresses of what the page had asked for until then. */
function requestedBeforeReady() {
  const [ready] = performance.getEntriesByName('kernel:ready')
  if (!ready) throw new Error('The host never became ready.')
  return performance
    .getEntriesByType('resource')
    .filter(({ startTime }) => startTime <= ready.startTime)
    .map(({ name }) => name)
}

test('what is ours of a start stays within its budget', async ({ page, network }) => {
  await page.addInitScript(markReady)
  const response = await page.goto('/')
  await page.getByTestId('navigation').getByRole('link', { name: 'Overview' }).waitFor()
  await network.settled()

  const { pluginScripts } = readBuild('playground')
  const before = new Set((await page.evaluate(requestedBeforeReady)).map(pathOf))
  const scripts = network.scripts().filter((path) => !pluginScripts.has(path))
  const inTime = scripts.filter((path) => before.has(path))
  const parts = inTime
    .map((path) => ({ path, code: ownCodeOf(path) }))
    .filter(({ code }) => code)
    .map(({ path, code }) => ({ path, bytes: gzipSync(code).length }))
  const inline = inlineCode((await response?.text()) ?? '')
  if (inline) parts.push({ path: 'inline', bytes: gzipSync(inline).length })

  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  test.info().annotations.push({ type: 'start-up path', description: JSON.stringify(parts) })
  console.log(`start-up path: ${total} bytes gzip`, parts)
  console.log('after it:', scripts.filter((path) => !before.has(path)).join(' '))
  expect(total).toBeGreaterThan(1_000)
  expect(total).toBeLessThanOrEqual(BUDGET)
})

const pathOf = (address: string) => new URL(address).pathname

/**
 * A script without a source map, such as the boot script, is ours altogether; but not the bundler's
 * helpers for CommonJS, which React needs.
 */
function ownCodeOf(path: string) {
  if (path.includes('/rolldown-runtime')) return ''
  const file = join(folders.playground, 'dist', new URL(path, 'http://site').pathname)
  const code = readFileSync(file, 'utf8')
  if (!code.includes('sourceMappingURL=')) return code
  return ownCode(code, JSON.parse(readFileSync(`${file}.map`, 'utf8')))
}
