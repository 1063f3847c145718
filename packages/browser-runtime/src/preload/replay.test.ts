import type { BuildManifest, CatalogEntry } from '@mortise/shared'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../test/random.ts'
import { simulateNetwork } from '../../test/simulated-network.ts'
import type { Events } from '../events.ts'
import type { KernelCore } from '../kernel/core.ts'
import { createAccounts } from './accounts.ts'
import { createBudget } from './budget.ts'
import type { Reason } from './job.ts'
import { createLearnedRoutes } from './learned-routes.ts'
import { planHere, planRoute } from './plan-preload.ts'
import { defaultLimits } from './preload-options.ts'
import { createScheduler } from './scheduler.ts'
import { createWarmUp } from './warm-up.ts'

const site = 'https://app.test/'
const sessions = 8
const shared = 400_000

interface Installed {
  readonly entry: CatalogEntry
  readonly manifest: BuildManifest
  readonly route: string
}

/** One click of the log: where it leads, and for how long the mouse is over the link before. */
interface Click {
  readonly plugin: Installed
  readonly reading: number
  readonly hover: number
}

const random = createRandom(42)
const between = (least: number, most: number) => least + random.below(most - least + 1)

/** Two hundred plugins: each fortieth preloads for the user's role, the others on their routes. */
const installed = Array.from({ length: 200 }, (_, index): Installed => {
  const id = `plugin-${index}`
  const route = `/${id}`
  const conditions = index % 40 ? { routes: [route] } : { roles: ['user'] }
  const built = (name: string, size: number) => {
    return { file: `${id}/${name}.js`, id: `${id}/${name}`, size, integrity: '', deps: [] }
  }
  const identity = { id, version: '1.0.0', release: 'r' }
  return {
    route,
    entry: {
      ...identity,
      manifest: `${id}.json`,
      preload: { conditions },
      extensions: { 'app.routes': [{ path: route, feature: 'page' }] },
    },
    manifest: {
      ...identity,
      format: 1,
      executor: 'factory',
      size: 0,
      entry: `${id}/entry`,
      features: { page: { chunk: `${id}/page` } },
      chunks: {
        [`${id}/entry`]: built('entry', between(10_000, 60_000)),
        [`${id}/page`]: built('page', between(20_000, 200_000)),
      },
      styles: {},
      shared: {},
      manifest: { id, version: '1.0.0', type: 'plugin', name: id },
    },
  }
})

/** Each session walks the same morning round, then wherever its work leads. */
const log: Click[][] = Array.from({ length: sessions }, () => {
  const round = [3, 17, 42, 58, 71, 99, 123, 150]
  const elsewhere = Array.from({ length: 12 }, () => between(0, installed.length - 1))
  return [...round, ...elsewhere].flatMap((index) => {
    const plugin = installed[index]
    const hover = random.chance(0.6) ? between(80, 400) : 0
    return plugin ? [{ plugin, reading: between(500, 5000), hover }] : []
  })
})

/** Milliseconds from each click to the feature's last byte; every session finds an empty cache. */
async function replay(isSpeculating: boolean) {
  const store = new Map<string, string>()
  const learned = createLearnedRoutes(() => ({
    getItem: (key) => store.get(key) ?? null,
    setItem: (key, value) => void store.set(key, value),
  }))
  const clicks: { ms: number; session: number; step: number }[] = []
  let wasted = 0
  let all = 0
  for (const [session, steps] of log.entries()) {
    const page = openPage(learned)
    await page.network.pass(1000)
    if (isSpeculating) page.arrive()
    for (const [step, { plugin, reading, hover }] of steps.entries()) {
      await page.network.pass(reading)
      if (isSpeculating && hover) page.guess(plugin.route, 'intent')
      await page.network.pass(hover)
      const began = page.network.now
      await page.network.until(page.open(plugin))
      clicks.push({ ms: page.network.now - began, session, step })
      if (isSpeculating) page.arrive(plugin.route)
    }
    wasted += page.stats().wasted
    all += page.network.transferred + shared
  }
  return { clicks, share: wasted / all }
}

function openPage(learned: ReturnType<typeof createLearnedRoutes>) {
  const network = simulateNetwork()
  const accounts = createAccounts()
  const budget = createBudget(defaultLimits, () => network.transferred + shared)
  const texts = new Map(
    installed.map(({ entry, manifest }) => [site + entry.manifest, JSON.stringify(manifest)]),
  )
  const scheduler = createScheduler({
    isOpen: () => true,
    after: network.after,
    ledger: {
      reserve: ({ size }) => budget.reserve(size),
      settle({ url, size }, bytes, isHere) {
        budget.spend(size, bytes)
        accounts.fetched(url, bytes, isHere)
      },
    },
    async bring({ url, size, isRead }, signal, onBytes) {
      const bytes = network.has(url) ? 0 : size
      await network.fetch(url, size, signal, onBytes)
      return { bytes, ...(isRead && { text: texts.get(url) ?? '' }) }
    },
  })
  const entries = installed.map(({ entry }) => entry)
  const warm = createWarmUp({
    plugins: new Map(
      entries.map((listed) => [listed.id, { listed, requires: [] }]),
    ) as unknown as KernelCore['plugins'],
    catalogs: () => [{ catalog: { format: 1, plugins: entries }, url: site }],
    events: { emit() {} } as unknown as Events,
    scheduler,
  })
  let route = '/'
  const facts = () =>
    ({
      route,
      roles: ['user'],
      device: 'desktop',
      network: { speed: '4g', saveData: false },
      flags: {},
    }) as const
  const guess = (path: string, reason: Reason) => {
    for (const target of planRoute(entries, facts(), path)) void warm(target, reason)
  }
  return {
    network,
    guess,
    stats: accounts.stats,
    /** The user is on a route, and the page has time. */
    arrive(next = route) {
      if (next !== route) learned.record(['user'], route, next)
      route = next
      scheduler.drop(({ reason }) => reason === 'learned', 'waiting')
      for (const target of planHere(entries, facts())) void warm(target, 'conditions')
      for (const path of learned.likely(['user'], route)) guess(path, 'learned')
    },
    /** What a click does: the manifest, then all files at once. */
    async open({ entry, manifest }: Installed) {
      const url = site + entry.manifest
      const files = Object.values(manifest.chunks).map(
        ({ file, size }) => [site + file, size] as const,
      )
      const work = network
        .fetch(url, 2048)
        .then(() => Promise.all(files.map(([address, size]) => network.fetch(address, size))))
      scheduler.giveWay(work, new Set([entry.id]))
      await work
      budget.use(accounts.needed([url, ...files.map(([address]) => address)]))
    },
  }
}

const quantile = (clicks: readonly { ms: number }[], share: number) => {
  const times = clicks.map(({ ms }) => ms).toSorted((a, b) => a - b)
  return times[Math.ceil(times.length * share) - 1] ?? 0
}

describe('a navigation log of 200 plugins, replayed with speculation and without', () => {
  let plain: Awaited<ReturnType<typeof replay>>
  let speculating: Awaited<ReturnType<typeof replay>>

  beforeAll(async () => {
    plain = await replay(false)
    speculating = await replay(true)
  })

  it('never makes a click wait longer: the 95th percentile is at most the same', () => {
    const [without, withIt] = [quantile(plain.clicks, 0.95), quantile(speculating.clicks, 0.95)]
    console.info(`click to feature, 95th percentile: ${without} ms, ${withIt} ms with speculation`)
    expect(withIt).toBeLessThanOrEqual(without)
  })

  it('is faster on routes that the user repeats', () => {
    // From the third session on the morning round was seen twice.
    const repeated = ({ clicks }: typeof plain) =>
      clicks.filter(({ session, step }) => session >= 2 && step > 0 && step < 8)
    const [without, withIt] = [quantile(repeated(plain), 0.5), quantile(repeated(speculating), 0.5)]
    console.info(`on repeated routes, median: ${without} ms, ${withIt} ms with speculation`)
    expect(withIt).toBeLessThan(without / 2)
    expect(quantile(repeated(speculating), 0.95)).toBeLessThanOrEqual(
      quantile(repeated(plain), 0.95),
    )
  })

  it('wastes at most its share of the traffic', () => {
    console.info(`wasted: ${(speculating.share * 100).toFixed(1)} % of all bytes`)
    expect(speculating.share).toBeLessThanOrEqual(defaultLimits.share)
  })
})
