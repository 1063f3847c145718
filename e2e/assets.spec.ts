import { expect, test } from './support/test.ts'

test('a worker of a plugin does its work', async ({ page }) => {
  await page.goto('/charts/explore')
  await expect(page.getByTestId('explore-statistics')).toContainText(/\d/)
})

test('a plugin has its assets, and the styles of a view that a feature imports lazily', async ({
  page,
}) => {
  const answered = page.waitForResponse((response) => /cover.*\.svg/.test(response.url()))
  await page.goto('/documents')
  expect((await answered).headers()['content-type']).toContain('image/svg+xml')
  await page.getByTestId('document-statistics-toggle').click()
  const statistics = page.getByTestId('document-statistics')
  await statistics.waitFor()
  const display = await statistics.evaluate((element) => getComputedStyle(element).display)
  expect(display).not.toBe('inline')
})
