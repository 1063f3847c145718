import { expect, onBuild, test } from './support/test.ts'

test('what plugins offer to a role appears and goes with it, and none of their code is loaded', async ({
  page,
  network,
}) => {
  await page.goto('/')
  const shortcuts = page.getByTestId('shortcuts').locator('strong')
  await page.getByLabel('Role').selectOption('analyst')
  await expect(shortcuts).toHaveText(['Find a correlation', 'Read the guide'])
  await page.getByLabel('Role').selectOption('admin')
  await expect(shortcuts).toHaveText(['Find a correlation', 'Read the guide', 'Inspect a data set'])
  await page.getByLabel('Role').selectOption('viewer')
  await expect(shortcuts).toHaveText(['See the figures', 'Read the guide'])
  await network.settled()

  const lazy = /\/plugins\/(com\.example\.)?(charts|grid|documents|kanban)\//
  expect(network.scripts().filter((path) => lazy.test(path))).toEqual([])
})

test('what is not for a phone stays away there', onBuild, async ({ browser, site }) => {
  const context = await browser.newContext({
    baseURL: site.url,
    isMobile: true,
    hasTouch: true,
    viewport: { width: 400, height: 800 },
    userAgent: 'Mozilla/5.0 (Linux; Android 16; Pixel 9) Chrome/156.0.0.0 Mobile Safari/537.36',
  })
  const page = await context.newPage()
  await page.goto('/')
  await expect(page.getByTestId('shortcuts').locator('strong')).toHaveText(['Read the guide'])
  await page.getByLabel('Role').selectOption('admin')
  await expect(page.getByTestId('shortcuts').locator('strong')).toHaveText([
    'Read the guide',
    'Inspect a data set',
  ])
  await context.close()
})
