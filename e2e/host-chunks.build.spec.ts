import { writeApp } from './support/generated-app.ts'
import { expect, test as base } from './support/test.ts'
import { lendApp } from './support/serve-app.ts'

/** A host with `await` at its top, as most are written, and one eager plugin. */
const test = base.extend({
  site: [
    async ({ serve }, use) => {
      const folder = await writeApp('host-chunks', { one: { strategy: 'eager' } })
      await lendApp(folder, serve, use)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

const nameOf = (path: string) => /([\w-]+)-[\w-]{8}\.js$/.exec(path)?.[1]

test('a host that awaits at its top has two scripts, and three more after its start', async ({
  page,
  network,
}) => {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor({ state: 'attached' })
  await page.evaluate(async () => (await window.host.loadPlugin('one')).feature('view'))
  await network.settled()

  expect(await page.evaluate(() => window.evaluated)).toEqual(['one'])
  const scripts = network.scripts().filter((path) => path.startsWith('/assets/'))
  expect(scripts.map(nameOf)).toEqual([
    'index',
    'mortise',
    'start-extras',
    'after-start',
    'releases',
  ])
})
