import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findEngines } from './browsers.ts'
import { isMeantToThrow, readFixtures } from './fixture.ts'
import { serveFiles, type FileServer } from './server.ts'
import { buildSite } from './site.ts'

const inWorkers = [...readFixtures('anywhere'), ...readFixtures('browser')]
const inWindows = [...inWorkers, ...readFixtures('window')]

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
    it.skip(`${title} (${missing})`, () => {})
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

    const compare = async (fixture: string, scope: 'window' | 'worker') => {
      const call = `compare(${JSON.stringify(fixture)}, ${JSON.stringify(scope)})`
      const { native, factories } = (await page.evaluate(call)) as Outcome
      expect(factories).toBe(native)
      expect(native.startsWith('threw')).toBe(isMeantToThrow(fixture))
    }
    it.each(inWindows.map((fixture) => fixture.name))('%s, in a window', (fixture) =>
      compare(fixture, 'window'),
    )
    it.each(inWorkers.map((fixture) => fixture.name))('%s, in a worker', (fixture) =>
      compare(fixture, 'worker'),
    )
  })
}
