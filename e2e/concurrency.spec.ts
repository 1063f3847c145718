import { readBuild } from './support/build-facts.ts'
import { expect, onBuild, test } from './support/test.ts'

test.use({ app: 'lab' })

test('50 callers at once share one load and one init', onBuild, async ({ page, network }) => {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
  const outcomes = await page.evaluate(() =>
    Promise.all(Array.from({ length: 50 }, () => window.lab.load('lab.counter', 'view'))),
  )
  expect(outcomes.filter(({ loaded }) => loaded)).toHaveLength(50)
  expect(await page.evaluate(() => window.inits['lab.counter'])).toBe(1)

  const { scripts, pluginScripts } = readBuild('lab')
  const expected = new Set([...scripts('lab.counter'), ...scripts('lab.counter', 'view')])
  const requested = network.scripts().filter((path) => pluginScripts.has(path))
  expect(requested.toSorted()).toEqual([...expected].toSorted())
})
