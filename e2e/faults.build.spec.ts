import { fileURLToPath } from 'node:url'
import { rm, writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { startFaultServer } from '../bench/fault-server.mjs'
import { faults, faultyPlugin, hostMain, pluginId } from '../bench/faults.mjs'
import { generateWorkspace } from '../bench/generate-workspace.mjs'
import { buildApp } from './support/generated-app.ts'
import { expect, test as base } from './support/test.ts'

declare global {
  interface Window {
    /** Of the host of the fault run. */
    run: { codes: [pluginId: string, code: string][]; clicks: number; bootstrapped?: number }
  }
}

const apps = fileURLToPath(new URL('generated', import.meta.url))
const viteConfig = `import { mortise } from '@mortise/bundler-plugin/vite'
export default { plugins: [mortise({ shared: ['react'] })], build: { target: 'esnext' } }
`
const count = 200
const healthy = Array.from({ length: count }, (_, number) => pluginId(number)).filter((id) =>
  faults.every((fault) => fault.id !== id),
)
/** They run, and are ill. */
const ill = faults.filter(({ code }) => code === 'LIFECYCLE_UNHEALTHY').map(({ id }) => id)

const test = base.extend<object, { addressOf: (strategy: string) => Promise<string> }>({
  addressOf: [
    async ({ serve: _ }, use) => {
      const servers = new Map<string, Awaited<ReturnType<typeof startFaultServer>>>()
      await use(async (strategy) => {
        const running = servers.get(strategy)
        if (running) return running.url
        const root = `${apps}/faults-${strategy}`
        await rm(root, { recursive: true, force: true })
        generateWorkspace(root, count, { main: hostMain, pluginOf: faultyPlugin(strategy) })
        await writeFile(`${root}/vite.config.js`, viteConfig)
        await buildApp(root)
        const server = await startFaultServer(`${root}/dist`)
        servers.set(strategy, server)
        return server.url
      })
      await Promise.all([...servers.values()].map((server) => server.close()))
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

/** What hangs is given up after some seconds. */
const patience = { timeout: 45_000 }

const statesOf = (page: Page, ids: readonly string[]) =>
  page.evaluate((all) => all.map((id) => window.host.status(id)?.state), ids)

const allReady = (ids: readonly string[]) => ids.map(() => 'ready')

test.describe('20 of 200 plugins fail in ten ways', () => {
  test.slow()
  test.beforeEach(({ problems }) => problems.expect(/./))

  test('deferred or parallel, each has its code, and the others run', async ({
    context,
    addressOf,
  }) => {
    async function run(page: Page, address: string) {
      await page.goto(`${address}/?faults`)
      await expect.poll(() => statesOf(page, healthy), patience).toEqual(allReady(healthy))
      const codes = () => page.evaluate(() => Object.fromEntries(window.run.codes))
      const expected = Object.fromEntries(faults.map(({ id, code }) => [id, code]))
      await expect.poll(codes, patience).toEqual(expected)
      const broken = faults.map(({ id }) => id)
      expect(await statesOf(page, broken)).toEqual(
        broken.map((id) => (ill.includes(id) ? 'ready' : 'failed')),
      )
      expect(await statesOf(page, healthy)).toEqual(allReady(healthy))
      // The host itself answers, and a plugin that loads now does so too.
      await page.getByRole('button', { name: 'Action 7', exact: true }).click()
      expect(await page.evaluate(() => window.run.clicks)).toBe(1)
      await page.evaluate(
        (id) => window.host.loadPlugin(id).then((one) => one.feature('list')),
        healthy[0] ?? '',
      )
    }
    const addresses = [await addressOf('deferred'), await addressOf('parallel')]
    // Most of the time both wait for what hangs.
    await Promise.all(addresses.map(async (address) => run(await context.newPage(), address)))
  })

  test('without them none is reported', async ({ page, addressOf }) => {
    await page.goto(await addressOf('deferred'))
    const all = Array.from({ length: count }, (_, number) => pluginId(number))
    await expect.poll(() => statesOf(page, all), patience).toEqual(allReady(all))
    expect(await page.evaluate(() => window.run.codes)).toEqual([])
  })
})
