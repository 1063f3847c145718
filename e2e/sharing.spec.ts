import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'

interface Tally {
  count(): { own: number; shared: number }
}

test.use({ app: 'lab' })

test('an undeclared module has a state for each plugin, a declared one a single state', async ({
  page,
  site,
}) => {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
  const alpha = await count(page, 'alpha')
  const beta = await count(page, 'beta')
  const alphaAgain = await count(page, 'alpha')
  await page.evaluate(() => window.lab.host.unload('lab.alpha'))
  const alphaAnew = await count(page, 'alpha')

  const counts = [alpha, beta, alphaAgain, alphaAnew]
  expect(counts.map(({ shared }) => shared)).toEqual([1, 2, 3, 4])
  // On the dev server one address is one instance, for good; the server warns of it.
  const own = site.kind === 'dev' ? [1, 2, 3, 4] : [1, 1, 2, 1]
  expect(counts.map((each) => each.own)).toEqual(own)
})

/** Counts once more in a plugin, which is loaded if need be. */
function count(page: Page, name: string) {
  return page.evaluate(async (plugin) => {
    await window.lab.load(`lab.${plugin}`)
    return window.lab.host.services.get<Tally>(`tally.${plugin}`).count()
  }, name)
}
