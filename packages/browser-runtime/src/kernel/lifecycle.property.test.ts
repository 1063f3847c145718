import { beforeAll, expect, it } from 'vitest'
import { createModel } from '../../test/kernel-model.ts'
import { createRandom, type Random } from '../../test/random.ts'
import { watchedKernel, type Fault } from '../../test/watched-kernel.ts'
import type { Registration } from './registration.ts'

const ids = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const faults: readonly Fault[] = ['load', 'init', 'start', 'destroy']
const strategies = ['eager', 'parallel', 'lazy', 'on-demand', 'deferred'] as const
const modes = ['async', 'parallel', 'sequential'] as const

/** Set to the seed of a failure, to run that sequence alone. */
const only: number | undefined = undefined
const seeds = only === undefined ? Array.from({ length: 1000 }, (_, seed) => seed + 1) : [only]

type Facts = Partial<Registration> & { id: string; version: string }

/** Plugins of which each needs only those before it, so that there is no cycle. */
function graph(random: Random): Facts[] {
  return ids.map((id, place) => {
    const before = ids.slice(0, place)
    const requires = before.filter(() => random.chance(0.3))
    return {
      id,
      version: '1.0.0',
      strategy: random.pick(strategies),
      mode: random.chance(0.6) ? 'async' : random.pick(modes),
      requires,
      wants: before.filter((other) => !requires.includes(other) && random.chance(0.2)),
    }
  })
}

/** A random walk: some commands are awaited, others overlap with those that follow. */
async function walk(seed: number): Promise<readonly string[]> {
  const random = createRandom(seed)
  const of = Object.fromEntries(ids.map((id) => [id, 1 + random.below(3)]))
  const watched = watchedKernel(seed, { now: random.below(4), of })
  const { kernel, plugin, fails, broken } = watched
  const outcomes: Promise<unknown>[] = []
  const commands: string[] = []
  let listed = graph(random)
  const read = async () => listed.map(plugin)

  const change = (id: string, facts: Partial<Facts>) => {
    listed = listed.map((one) => (one.id === id ? { ...one, ...facts } : one))
  }
  const next: Record<string, (id: string) => Promise<unknown> | void> = {
    load: (id) => kernel.load(id),
    'load and leave': (id) => {
      const controller = new AbortController()
      const load = kernel.load(id, { signal: controller.signal })
      controller.abort(new Error('left'))
      return load
    },
    unload: (id) => kernel.unload(id),
    restart: (id) => kernel.restart(id, 'test'),
    upgrade(id) {
      const version = `${2 + random.below(3)}.0.0`
      change(id, { version })
      return kernel.upgrade(id)
    },
    discover: () => kernel.discover(),
    delist(id) {
      // In the place of the plan, which refuses what cannot have what it needs.
      const gone = new Set([id])
      for (const one of listed) if (one.requires?.some((other) => gone.has(other))) gone.add(one.id)
      listed = listed.filter((one) => !gone.has(one.id))
      return kernel.discover()
    },
    fail(id) {
      for (const version of ['1.0.0', '2.0.0', '3.0.0', '4.0.0']) {
        if (random.chance(0.5)) fails.set(`${id}@${version}`, random.pick(faults))
      }
    },
    repair: (id) => {
      for (const key of fails.keys()) if (key.startsWith(id)) fails.delete(key)
    },
    'set the level': () => kernel.setStartLevel(random.below(5)),
  }

  function give(name: string, work: Promise<unknown> | void) {
    commands.push(name)
    // Whatever is refused is refused in the words of Mortise, or of whoever left.
    const outcome = Promise.resolve(work).catch((error: Error & { code?: string }) => {
      const isKnown = error.code || error.message === 'left' || error.message.endsWith(' fails')
      if (!isKnown) broken.push(`${name}: ${error}`)
    })
    outcomes.push(outcome)
    return outcome
  }

  for (const { id, version } of listed) {
    if (random.chance(0.3)) kernel.reserve(id, version)
  }
  const start = give('bootstrap', kernel.bootstrap(read))
  if (random.chance(0.7)) await start
  for (let count = 5 + random.below(20); count > 0; count--) {
    const [name, command] = random.pick(Object.entries(next))
    const id = random.pick(ids)
    const outcome = give(`${name} ${id}`, command(id))
    if (random.chance(0.5)) await outcome
    if (random.chance(0.03)) break
  }
  give('shutdown', kernel.shutdown())
  await settle(outcomes, broken)
  watched.audit()
  return broken.length ? [...broken, `after ${commands.join(', ')}`] : []
}

/** Waits by turns of the event loop and not by a clock: there is no work that takes longer. */
async function settle(outcomes: readonly Promise<unknown>[], broken: string[]) {
  let isOver = false
  void Promise.all(outcomes).then(() => (isOver = true))
  for (let turn = 0; turn < 1000 && !isOver; turn++) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (!isOver) broken.push('a promise hangs')
}

// What is fetched when it is needed is here: a walk is the same each time.
beforeAll(async () => {
  await Promise.all([
    import('../trouble.ts'),
    import('./on-demand.ts'),
    import('./start-levels.ts'),
    import('./walk-by-mode.ts'),
    import('@mortise/shared/resolve'),
  ])
})

it('holds the laws of the lifecycle over 1000 random sequences', { timeout: 0 }, async () => {
  for (const seed of seeds) {
    const broken = await walk(seed)
    expect(broken, `with seed ${seed}`).toEqual([])
  }
})

/** One command after another, each until all is quiet; then what runs is what the model says. */
async function follow(seed: number): Promise<readonly string[]> {
  const random = createRandom(seed)
  const of = Object.fromEntries(ids.map((id) => [id, 1 + random.below(3)]))
  const startLevel = random.below(4)
  const { kernel, plugin, fails, audit, ready } = watchedKernel(seed, { now: startLevel, of })
  let listed = graph(random)
  const model = createModel(
    listed.map(({ id, requires = [], wants = [], strategy }) => ({
      id,
      requires,
      wants,
      startsItself: strategy === 'eager' || strategy === 'parallel',
      level: of[id] ?? 1,
    })),
    startLevel,
    (id, version) => {
      const fault = fails.get(`${id}@${version}`)
      if (!fault || fault === 'destroy') return undefined
      return fault === 'load' ? 'fetching' : 'running'
    },
  )
  const quiet = async (work: Promise<unknown>) => {
    await work.catch(() => {})
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  const commands = ['bootstrap']
  await quiet(kernel.bootstrap(async () => listed.map(plugin)))
  model.bootstrap()

  for (let count = 12; count > 0; count--) {
    expect(ready(), `with seed ${seed}, after ${commands.join(', ')}`).toEqual(model.running())
    const id = random.pick(ids)
    const name = random.pick(['load', 'load', 'unload', 'restart', 'upgrade', 'fail', 'level'])
    commands.push(`${name} ${id}`)
    if (name === 'load') {
      await quiet(kernel.load(id))
      model.load(id)
    } else if (name === 'unload') {
      await quiet(kernel.unload(id))
      model.unload(id)
    } else if (name === 'restart') {
      await quiet(kernel.restart(id, 'test'))
      model.restart(id)
    } else if (name === 'upgrade') {
      const version = `${2 + random.below(2)}.0.0`
      listed = listed.map((one) => (one.id === id ? { ...one, version } : one))
      await quiet(kernel.upgrade(id))
      model.upgrade(id, version)
    } else if (name === 'fail') {
      const version = random.pick(['1.0.0', '2.0.0', '3.0.0'])
      if (random.chance(0.5)) fails.set(`${id}@${version}`, random.pick(faults))
      else fails.clear()
    } else {
      const level = random.below(5)
      commands.push(`${level}`)
      await quiet(kernel.setStartLevel(level))
      model.setStartLevel(level)
    }
  }
  await quiet(kernel.shutdown())
  const broken = audit()
  return broken.length ? [...broken, `after ${commands.join(', ')}`] : []
}

it('runs what the model says after each of 1000 random sequences', { timeout: 0 }, async () => {
  for (const seed of seeds) expect(await follow(seed), `with seed ${seed}`).toEqual([])
})
