import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findEngines } from '../support/engines.ts'
import { isMeantToThrow, readFixtures } from './fixture.ts'
import { serveFiles, type FileServer } from './server.ts'
import { buildSite } from './site.ts'

const inWorkers = [...readFixtures('anywhere'), ...readFixtures('browser')]
const inWindows = [...inWorkers, ...readFixtures('window')]
const cases = [
  ...inWindows.map(({ name }) => ({ fixture: name, scope: 'window' })),
  ...inWorkers.map(({ name }) => ({ fixture: name, scope: 'worker' })),
]

interface Outcome {
  native: string
  factories: string
}

let server: FileServer
beforeAll(async () => {
  server = await serveFiles(await buildSite(inWindows))
})
afterAll(() => server.close())

for (const { name, missing, launch } of findEngines()) {
  const title = `a module and its factory do the same in ${name}`
  if (missing) {
    it(title, (context) => {
      context.skip(missing)
      expect.unreachable()
    })
    continue
  }
  describe(title, () => {
    let browser: Browser
    let page: Page

    beforeAll(async () => {
      browser = await launch()
      page = await browser.newPage()
      await page.goto(`${server.origin}/index.html`)
    })
    afterAll(() => browser?.close())

    it.each(cases)('$fixture, in a $scope', async ({ fixture, scope }) => {
      const call = `compare(${JSON.stringify(fixture)}, ${JSON.stringify(scope)})`
      const { native, factories } = (await page.evaluate(call)) as Outcome
      expect(factories).toBe(native)
      expect(native.startsWith('threw')).toBe(isMeantToThrow(fixture))
    })
  })
}
