import { readBuild } from './support/build-facts.ts'
import { expect, test } from './support/test.ts'

test('the navigation lists every contributed page, and no code of a lazy plugin is requested', async ({
  page,
  network,
  site,
}) => {
  await page.goto('/')
  const navigation = page.getByTestId('navigation')
  for (const label of ['Overview', 'Table', 'Reader', 'Board']) {
    await expect(navigation.getByRole('link', { name: label })).toBeVisible()
  }
  await network.settled()

  const lazy = ['charts', 'grid', 'documents', 'kanban']
  if (site.kind === 'dev') {
    const sources = network.scripts().filter((path) => path.includes('/plugins/'))
    expect(sources.filter((path) => lazy.some((name) => path.includes(`/${name}/src/`)))).toEqual(
      [],
    )
  } else {
    const { scripts } = readBuild('playground')
    const eager = new Set(scripts('com.example.catalogue'))
    const ofPlugins = network.scripts().filter((path) => path.startsWith('/plugins/'))
    expect(ofPlugins.filter((path) => !eager.has(path))).toEqual([])
  }
})

test('a page that only administrators see appears with the role', async ({ page }) => {
  await page.goto('/')
  const link = page.getByTestId('navigation').getByRole('link', { name: 'Inspector' })
  await expect(link).toHaveCount(0)
  await page.getByLabel('Role').selectOption('admin')
  await expect(link).toBeVisible()
})
