import { expect, test } from './support/test.ts'

test.use({ app: 'lab' })

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
})

test('a plugin gets the very React of the host, all modules of it', async ({ page }) => {
  const same = await page.evaluate(async () => {
    const plugin = await window.lab.host.loadPlugin('lab.probe')
    const { react } = (await plugin.feature('view')) as { react: Record<string, unknown> }
    const names = Object.keys(window.lab.react)
    return Object.fromEntries(names.map((name) => [name, react[name] === window.lab.react[name]]))
  })
  expect(same).toEqual({ createElement: true, createPortal: true, createRoot: true, jsx: true })
})

test('context of the host and hooks of a plugin work together, and the runtime comes in a few files', async ({
  page,
  network,
}) => {
  await page.evaluate(() => window.lab.show({ plugin: 'lab.probe', feature: 'view' }))
  const probe = page.getByTestId('probe')
  await expect(probe).toHaveText('Pressed 0 times, the host says hello')

  await probe.click()
  await page.evaluate(() => window.lab.say('goodbye'))

  await expect(probe).toHaveText('Pressed 1 times, the host says goodbye')
  await expect(page).toHaveTitle('The host says goodbye')
  // Of either kind of serving, none is a file of the packages themselves.
  const own = /packages\/(?:browser-runtime|shared)\//
  expect(network.scripts().filter((path) => own.test(path))).toEqual([])
})
