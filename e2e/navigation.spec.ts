import { expect, onBuild, test } from './support/test.ts'

test(
  'the navigation lists every contributed page, and no code of a lazy plugin is requested',
  onBuild,
  async ({ page, network }) => {
    await page.goto('/')
    const navigation = page.getByTestId('navigation')
    for (const label of ['Overview', 'Table', 'Reader', 'Board']) {
      await expect(navigation.getByRole('link', { name: label })).toBeVisible()
    }
    await network.settled()

    // On the dev server a plugin's folder, in a build its id, is part of the address.
    const lazy = /\/plugins\/(com\.example\.)?(charts|grid|documents|kanban)\//
    expect(network.scripts().filter((path) => lazy.test(path))).toEqual([])
  },
)

test('a page that only administrators see appears with the role', onBuild, async ({ page }) => {
  await page.goto('/')
  const link = page.getByTestId('navigation').getByRole('link', { name: 'Inspector' })
  await page.getByLabel('Role').selectOption('viewer')
  await expect(link).toHaveCount(0)
  await page.getByLabel('Role').selectOption('admin')
  await expect(link).toBeVisible()
})
