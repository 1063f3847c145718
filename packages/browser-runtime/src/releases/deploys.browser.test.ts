import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDeployLab, show, type Shown, type Tab } from '../../test/deploy-lab.ts'
import { createRandom, type Random } from '../../test/random.ts'

const ids = ['a', 'b', 'c', 'd']
const features = ['list', 'detail', 'help']
const deploysOfARun = 100

let lab: ReturnType<typeof createDeployLab>
beforeEach(() => {
  lab = createDeployLab()
})
afterEach(() => lab.restore())

/** Plugin `b` needs the very release of `a` that it was deployed with. */
function deploy(releases: Readonly<Record<string, number>>) {
  return lab.deploy(
    ids.map((id) => ({
      id,
      release: releases[id] ?? 1,
      entry: {
        ...(id === 'c' && { strategy: 'eager' as const }),
        ...(id === 'b' && { dependencies: { a: `${releases.a}.0.0` } }),
      },
    })),
  )
}

/** Replaces some plugins; `a` and `b` always together. */
async function deployNext(random: Random, releases: Record<string, number>, number: number) {
  const changed = ids.filter((id) => id !== 'b' && random.chance(0.5))
  for (const id of changed) releases[id] = number
  if (changed.includes('a')) releases.b = number
  await deploy(releases)
  // Else old files stay until the deploy after this one.
  if (random.chance(0.7)) lab.deleteOld()
}

/** At some moment of what else goes on. */
async function waitABit(random: Random) {
  const turns = random.below(30)
  for (let turn = 0; turn < turns; turn++) await (turn % 5 ? undefined : nextTask())
}

const nextTask = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = resolve
    port2.postMessage(undefined)
  })

/** Entry, shared chunk and feature of what is shown must be of one release. */
function expectWhole(id: string, feature: string, { release, common, state }: Shown) {
  expect(release).toBe(`${id} ${feature} ${common}`)
  expect(state).toMatchObject({ id, release: common })
}

async function navigate(random: Random, tab: Tab) {
  await waitABit(random)
  const id = random.pick(ids)
  const feature = random.pick(features)
  expectWhole(id, feature, await show(tab, id, feature))
}

/** What a tab does beside navigating. */
async function act(random: Random, tab: Tab) {
  await waitABit(random)
  const id = random.pick(ids)
  if (random.chance(0.3)) await (await tab.host.releases()).look()
  if (random.chance(0.2)) await tab.host.upgrade(id)
}

it.each(Array.from({ length: 10 }, (_, index) => index + 1))(
  'a hundred deploys at random moments fail no navigation and mix no releases (seed %i)',
  async (seed) => {
    const random = createRandom(seed)
    const releases: Record<string, number> = { a: 1, b: 1, c: 1, d: 1 }
    await deploy(releases)
    let tab = await lab.open()
    /** What each plugin was given to carry on. */
    const carried = new Map<string, number>()
    let navigations = 0
    for (let number = 2; number < deploysOfARun + 2; number++) {
      const walks = Array.from({ length: 1 + random.below(3) }, () => navigate(random, tab))
      navigations += walks.length
      await Promise.all([
        act(random, tab),
        waitABit(random).then(() => deployNext(random, releases, number)),
        ...walks,
      ])
      const id = random.pick(ids)
      const { state } = await show(tab, id, 'list')
      if (carried.has(id)) expect(state.count, `${id} after deploy ${number}`).toBe(carried.get(id))
      carried.set(id, (state.count = number))
      if (!random.chance(0.1)) continue
      await tab.host.shutdown()
      tab = await lab.open()
      carried.clear()
    }
    expect(navigations).toBeGreaterThan(deploysOfARun)
    expect(tab.diagnostics.filter((code) => !expected.has(code))).toEqual([])
    await tab.host.shutdown()
  },
  60_000,
)

/** Told of what a deploy did, while the page goes on. */
const expected = new Set(['RELEASE_READY', 'CHUNK_LOAD_FAILED', 'MANIFEST_UNREACHABLE'])
