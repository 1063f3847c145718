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
  const [alpha, beta] = await page.evaluate(async () => {
    await window.lab.load('lab.alpha')
    await window.lab.load('lab.beta')
    const { services } = window.lab.host
    return ['tally.alpha', 'tally.beta'].map((name) => services.get<Tally>(name).count())
  })

  expect([alpha?.shared, beta?.shared]).toEqual([1, 2])
  // On the dev server one address is one instance; the server warns of it.
  expect([alpha?.own, beta?.own]).toEqual(site.kind === 'dev' ? [1, 2] : [1, 1])
})
