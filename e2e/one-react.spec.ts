import { expect, test } from './support/test.ts'

test('hooks and context of the host work in a plugin: there is one React', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Role').selectOption('admin')
  await page.getByTestId('navigation').getByRole('link', { name: 'Explore' }).click()
  await expect(page.getByTestId('charts-explore')).toBeVisible()
})
