import { fileURLToPath } from 'node:url'
import { test as base } from '@playwright/test'
import { checkHostEvents } from './host-events.ts'
import { recordNetwork, type NetworkLog } from './network-log.ts'
import { collectProblems, type Problems } from './problems.ts'
import { serveApp, type Site } from './serve-app.ts'
import type { StaticServer } from './static-server.ts'

export interface SiteOptions {
  /** What a project runs against. */
  serve: 'dev' | 'build'
  /** The playground, or the lab: a bare host with plugins that misbehave. */
  app: 'playground' | 'lab'
}

interface TestFixtures {
  /** What was wrong with events of the page's hosts. A test with one fails. */
  wrongEvents: readonly string[]
  network: NetworkLog
  problems: Problems
  /** The server of the build. Only for tests of the project `build`. */
  server: StaticServer
}

/** Of a test of what a page decides alike however it is served: a build opens sooner. */
export const onBuild = { tag: '@build' }

export const folders = {
  playground: fileURLToPath(new URL('../../playground', import.meta.url)),
  lab: fileURLToPath(new URL('../lab', import.meta.url)),
}

export const test = base.extend<TestFixtures, SiteOptions & { site: Site }>({
  serve: ['build', { option: true, scope: 'worker' }],
  app: ['playground', { option: true, scope: 'worker' }],

  site: [
    async ({ serve, app }, use) => {
      const { close, site } = await serveApp(folders[app], serve)
      await use(site)
      await close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  baseURL: ({ site }, use) => use(site.url),

  network: [({ page }, use) => use(recordNetwork(page)), { auto: true }],

  problems: [
    async ({ page }, use) => {
      const problems = collectProblems(page)
      await use(problems)
      base.expect(problems.unexpected, 'errors of the page that no test expects').toEqual([])
    },
    { auto: true },
  ],

  wrongEvents: [
    async ({ context, page }, use) => {
      const wrong = await checkHostEvents(context)
      await use(wrong)
      // What the page has told so far arrives before its answer.
      await page.evaluate(() => {}).catch(() => {})
      base.expect(wrong, 'events that their schema does not allow').toEqual([])
    },
    { auto: true },
  ],

  server: ({ site }, use) => {
    if (!site.server) throw new Error('Only the build has a server that can be told to fail.')
    return use(site.server)
  },
})

export { expect } from '@playwright/test'
