import type { Page } from '@playwright/test'
import { expect, onBuild, test } from './support/test.ts'

interface Clock {
  now(): string
}

test.use({ app: 'lab' })

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
})

test('waiting for a service loads the lazy plugin that promises it', async ({ page, network }) => {
  await network.settled()
  network.mark()
  expect(await state(page)).toBe('pending')
  expect(await waitFor(page)).toBe('noon')
  expect(await state(page)).toBe('ready')
  expect(network.scripts(network.recent).some((path) => path.includes('clock'))).toBe(true)
})

test('a version may be asked for in a range, and semver is fetched only then', async ({
  page,
  network,
  site,
}) => {
  // A page of the dev server plans at every start, and has it by then.
  const semver = () =>
    site.kind === 'dev' || network.scripts().some((path) => /version|semver/.test(path))
  expect(await waitFor(page)).toBe('noon')
  expect(semver()).toBe(site.kind === 'dev')
  expect(await waitFor(page, { version: '^1.1.0' })).toBe('noon')
  expect(semver()).toBe(true)
  const failed = await waitFor(page, { version: '^2.0.0', timeout: 1 })
  expect(failed).toContain('waited 1 ms for service "lab.clock" in "^2.0.0"')
})

test(
  'a service without a method that its manifest promises is reported',
  onBuild,
  async ({ page }) => {
    const told = page.evaluate(
      () =>
        new Promise<{ code: string; pluginId?: string | undefined; why: string }>((resolve) => {
          window.lab.host.on('diagnostic', resolve)
        }),
    )
    await waitFor(page)
    expect(await told).toMatchObject({ code: 'SERVICE_INCOMPLETE', pluginId: 'lab.clock' })
    expect((await told).why).toContain('zone()')
  },
)

test(
  'the end of a plugin takes its service away, and who follows it is told',
  onBuild,
  async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const { host } = window.lab
      const told: unknown[] = []
      await host.services.wait('lab.clock')
      await host.services.track<object>('lab.clock', (clock) => told.push(typeof clock))
      await host.unload('lab.clock')
      await host.loadPlugin('lab.clock')
      return told
    })
    expect(seen).toEqual(['object', 'undefined', 'object'])
  },
)

function state(page: Page) {
  return page.evaluate(() => window.lab.host.status('lab.clock')?.state)
}

function waitFor(page: Page, options: { version?: string; timeout?: number } = {}) {
  return page.evaluate(async (asked) => {
    try {
      return (await window.lab.host.services.wait<Clock>('lab.clock', asked)).now()
    } catch (error) {
      return String(error)
    }
  }, options)
}
