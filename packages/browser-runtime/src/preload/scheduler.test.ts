import { beforeEach, describe, expect, it } from 'vitest'
import type { Ahead } from './job.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'

interface UnderWay {
  readonly url: string
  /** Bytes arrive. */
  receive(count: number): void
  finish(bytes?: number): void
  fail(): void
}

const base = 'https://a.test/'
let scheduler: Scheduler
/** What is on its way, in the order in which it began. */
let underWay: UnderWay[]
let began: string[]
let aborted: string[]
let isOpen: boolean
/** Bytes that may still be fetched. */
let allowed: number
let timers: { ms: number; work: () => void }[]

beforeEach(() => {
  underWay = []
  began = []
  aborted = []
  timers = []
  isOpen = true
  allowed = Infinity
  scheduler = createScheduler({
    isOpen: () => isOpen,
    after(ms, work) {
      const timer = { ms, work }
      timers.push(timer)
      return () => timers.splice(timers.indexOf(timer), 1)
    },
    ledger: {
      reserve({ size }) {
        if (size > allowed) return false
        allowed -= size
        return true
      },
      settle() {},
    },
    bring: ({ url }, signal, onBytes) =>
      new Promise((resolve, reject) => {
        const name = url.replace(base, '')
        const leave = () => underWay.splice(underWay.indexOf(fetch), 1)
        const fetch: UnderWay = {
          url: name,
          receive: onBytes,
          finish: (bytes = 1) => (leave(), resolve({ bytes })),
          fail: () => (leave(), reject(new Error('lost'))),
        }
        underWay.push(fetch)
        began.push(name)
        signal.addEventListener('abort', () => {
          aborted.push(name)
          leave()
          reject(signal.reason as Error)
        })
      }),
  })
})

const file = (name: string, more: Partial<Ahead> = {}): Ahead => ({
  url: new URL(name, base).href,
  size: 100_000,
  reason: 'conditions',
  priority: 100,
  owner: name,
  ...more,
})

/** Lets what was decided be done. */
const settled = () => new Promise((resolve) => setTimeout(resolve))

async function ask(...files: Ahead[]) {
  const outcomes = files.map((one) => scheduler.ask(one))
  await settled()
  return outcomes
}

const running = () => underWay.map(({ url }) => url)

function defer() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

describe('what nobody waits for', () => {
  it('begins in the order of its reasons, then of its priorities', async () => {
    await ask(...['1', '2', '3', '4'].map((name) => file(name)))
    await ask(
      file('warmed', { reason: 'warm' }),
      file('next', { reason: 'release' }),
      file('guess', { reason: 'learned' }),
      file('second', { priority: 20 }),
      file('first', { priority: 10 }),
      file('prefetched', { reason: 'prefetch' }),
      file('reached-for', { reason: 'intent', priority: 900 }),
    )
    began.length = 0
    while (underWay[0]) {
      underWay[0].finish()
      await settled()
    }
    expect(began).toEqual([
      'reached-for',
      'first',
      'second',
      'prefetched',
      'guess',
      'next',
      'warmed',
    ])
  })

  it('has four requests to an origin under way, and as many to the next', async () => {
    await ask(...Array.from({ length: 9 }, (_, index) => file(`${index}`)))
    expect(running()).toHaveLength(4)
    await ask(...Array.from({ length: 9 }, (_, index) => file(`https://b.test/${index}`)))
    expect(running()).toHaveLength(8)
  })

  it('is fetched once for all who ask, for the better reason', async () => {
    await ask(...['1', '2', '3', '4'].map((name) => file(name)))
    const guess = file('x', { reason: 'learned' })
    const outcomes = await ask(guess, file('y'), { ...guess, reason: 'intent' })
    underWay[0]?.finish()
    await settled()
    expect(began.slice(4)).toEqual(['x'])
    underWay.find(({ url }) => url === 'x')?.finish(7)
    await expect(outcomes[0]).resolves.toEqual({ state: 'here', bytes: 7 })
    await expect(outcomes[2]).resolves.toEqual({ state: 'here', bytes: 7 })
  })

  it('is dropped when the budget has no room for it', async () => {
    allowed = 100_000
    const [first, second] = await ask(file('first'), file('second'))
    expect(running()).toEqual(['first'])
    await expect(second).resolves.toEqual({ state: 'dropped', why: 'budget' })
    underWay[0]?.finish()
    await expect(first).resolves.toMatchObject({ state: 'here' })
  })

  it('waits while the page is offline or hidden', async () => {
    isOpen = false
    await ask(file('a'))
    expect(running()).toEqual([])
    isOpen = true
    scheduler.resume()
    await settled()
    expect(running()).toEqual(['a'])
  })

  it('that fails because the page went offline is fetched when it is back', async () => {
    const [outcome] = await ask(file('a'))
    isOpen = false
    underWay[0]?.fail()
    await settled()
    isOpen = true
    scheduler.resume()
    await settled()
    underWay[0]?.finish()
    await expect(outcome).resolves.toMatchObject({ state: 'here' })
    expect(began).toEqual(['a', 'a'])
  })

  it('leaves an origin alone after a failure, longer each time, until one succeeds', async () => {
    const waits: number[] = []
    for (const name of ['a', 'b', 'c']) {
      const [outcome] = await ask(file(name))
      underWay[0]?.fail()
      await expect(outcome).resolves.toMatchObject({ why: 'failed' })
      await ask(file(`${name}-next`), file(`https://b.test/${name}`))
      expect(running()).toEqual([`https://b.test/${name}`])
      underWay[0]?.finish()
      const [timer] = timers.splice(0)
      waits.push(timer?.ms ?? 0)
      timer?.work()
      await settled()
      expect(running()).toEqual([`${name}-next`])
      scheduler.drop(() => true, 'all')
    }
    expect(waits).toEqual([1000, 2000, 4000])
    await ask(file('d'))
    underWay[0]?.finish()
    await settled()
    await ask(file('e'))
    underWay[0]?.fail()
    await settled()
    expect(timers.map(({ ms }) => ms)).toEqual([1000])
  })

  it('leaves no wish to the back-off: who asked for it hears that it failed', async () => {
    const [outcome] = await ask(file('a'))
    underWay[0]?.fail()
    await outcome
    await ask(file('guess'), file('wish', { reason: 'warm' }))
    expect(running()).toEqual(['wish'])
  })

  it('ends when it is not wanted any more: what waits, or what runs too', async () => {
    const names = ['1', '2', '3', '4', '5']
    const outcomes = await ask(...names.map((name) => file(name)))
    scheduler.drop(() => true, 'waiting')
    await expect(outcomes[4]).resolves.toEqual({ state: 'dropped', why: 'unwanted' })
    expect(aborted).toEqual([])
    scheduler.close()
    await Promise.all(outcomes)
    expect(aborted).toEqual(['1', '2', '3', '4'])
  })
})

describe('what the user waits for', () => {
  it('holds back all that nobody waits for, until it is settled', async () => {
    const wait = defer()
    scheduler.giveWay(wait.promise, new Set())
    await ask(file('a', { reason: 'intent' }))
    expect(running()).toEqual([])
    wait.resolve()
    await settled()
    expect(running()).toEqual(['a'])
  })

  it('goes on after a wait that fails', async () => {
    scheduler.giveWay(Promise.reject(new Error('no')), new Set())
    await ask(file('a'))
    expect(running()).toEqual(['a'])
  })

  it('aborts what would take bytes from it; that comes again, and is told once', async () => {
    const [outcome] = await ask(file('other'))
    underWay[0]?.receive(10_000)
    const wait = defer()
    scheduler.giveWay(wait.promise, new Set(['wanted']))
    await settled()
    expect(aborted).toEqual(['other'])
    wait.resolve()
    await settled()
    underWay[0]?.finish(5)
    await expect(outcome).resolves.toEqual({ state: 'here', bytes: 5 })
    expect(began).toEqual(['other', 'other'])
  })

  it('lets end what is all but here, because an abort would save nothing', async () => {
    await ask(file('other'))
    underWay[0]?.receive(90_000)
    scheduler.giveWay(defer().promise, new Set())
    expect(aborted).toEqual([])
  })

  it.each([
    ['is on its way as urgently', { reason: 'intent' }, 0, false],
    ['is half here', {}, 1, false],
    ['was asked for at low priority and has not answered', {}, 0, true],
  ] as const)('keeps its own file that %s', async (_, more, received, isAborted) => {
    await ask(file('own', { owner: 'wanted', ...more }))
    if (received) underWay[0]?.receive(received)
    scheduler.giveWay(defer().promise, new Set(['wanted']))
    expect(aborted).toEqual(isAborted ? ['own'] : [])
  })
})
