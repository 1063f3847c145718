import type { Browser, Page } from 'puppeteer-core'
import { findEngines } from './support/engines.ts'
import type { Outcome } from './lab/src/lab.ts'
import { readBuild } from './support/build-facts.ts'
import { expect, test } from './support/test.ts'

test.use({ app: 'lab' })

const firefox = findEngines().find(({ name }) => name === 'Firefox')

let browser: Browser | undefined
let lab: Page | undefined

test.beforeAll(async () => {
  if (!firefox?.missing) browser = await firefox?.launch()
})

test.afterAll(() => browser?.close())

test.beforeEach(async ({ site }) => {
  test.skip(!browser, firefox?.missing ?? 'no Firefox')
  lab = await browser?.newPage()
  await lab?.goto(site.url)
  await lab?.waitForSelector('html[data-ready]')
})

test.afterEach(() => lab?.close())

/** Playwright's own Firefox is a patched build; this one is driven by WebDriver BiDi. */
const load = async (plugin: string, feature?: string) =>
  (await lab?.evaluate(
    `window.lab.load(${JSON.stringify(plugin)}, ${JSON.stringify(feature)})`,
  )) as Outcome

test('Firefox loads a plugin and shows its feature', async () => {
  expect(await load('lab.counter', 'view')).toEqual({ loaded: true })
  await lab?.evaluate('window.lab.show({ plugin: "lab.counter", feature: "view" })')
  await lab?.waitForSelector('[data-testid=count]')
})

test('Firefox fetches a chunk again that failed once', async ({ server }) => {
  const [chunk = ''] = readBuild('lab').scripts('lab.beta')
  const undo = server.intercept(chunk, { status: 503, times: 1 })
  expect(await load('lab.beta')).toEqual({ loaded: true })
  undo()
})

test('Firefox refuses a chunk whose bytes were changed, and loads it once they are right', async ({
  server,
}) => {
  const [chunk = ''] = readBuild('lab').scripts('lab.alpha')
  const undo = server.intercept(chunk, { body: (bytes) => Buffer.concat([bytes, bytes]) })
  expect(await load('lab.alpha')).toMatchObject({ loaded: false, code: 'CHUNK_INTEGRITY' })
  undo()
  expect(await load('lab.alpha')).toEqual({ loaded: true })
})
