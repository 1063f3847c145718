import { join } from 'node:path'
import { startStaticServer, type StaticServer } from './support/static-server.ts'
import { expect, folders, test } from './support/test.ts'

/** Nothing inline, nothing evaluated, nothing from elsewhere. React and AG Grid set styles of elements. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
].join('; ')

let strict: StaticServer | undefined

test.beforeEach(async () => {
  const folder = join(folders.playground, 'dist')
  strict = await startStaticServer({ folder, headers: { 'content-security-policy': policy } })
})

test.afterEach(async ({ page }) => {
  // It may still fetch what its links lead to.
  await page.close()
  await strict?.close()
})

test("the console and its plugins run under script-src 'self'", async ({ page }) => {
  // The fixture `problems` fails the test for a violation, which the browser reports as an error.
  await page.goto(`${strict?.url}/charts`)
  await page.getByTestId('charts-overview').waitFor()
  await page.goto(`${strict?.url}/grid`)
  await expect(page.getByTestId('grid-table')).toBeVisible()
})

test('the boot script asks for what the current route needs before the app does', async ({
  page,
  network,
}) => {
  await page.goto(`${strict?.url}/charts`)
  await page.getByTestId('charts-overview').waitFor()
  const indexOf = (pattern: RegExp) => network.all.findIndex(({ path }) => pattern.test(path))
  const feature = indexOf(/com\.example\.charts\/overview-[^/]*\.js$/)
  const afterTheApp = indexOf(/after-start|trouble|plugins\/assets\//)
  expect(feature).toBeGreaterThan(-1)
  expect(feature).toBeLessThan(afterTheApp)
  // Preloaded and then used: not one request twice.
  const scripts = network.all.filter(({ type }) => type === 'script').map(({ path }) => path)
  expect(scripts).toEqual([...new Set(scripts)])
})
