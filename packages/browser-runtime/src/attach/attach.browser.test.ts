import { MortiseError } from '@mortise/shared'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { late } from '../errors.ts'
import { attach } from './attach.ts'

const catalog = `${location.origin}/plugins.json`
const banner = () => document.querySelector('[data-mortise-attach]')
const ended = new Set<() => void>()

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => {
  for (const end of ended) end()
  ended.clear()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A dev machine, and a tab that a link to it has opened. */
async function tab(reload = async (): Promise<unknown> => undefined) {
  let say = (_told: object) => {}
  const closed = vi.fn()
  vi.stubGlobal(
    'EventSource',
    class extends EventTarget {
      close = closed
      constructor() {
        super()
        say = (told) =>
          this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(told) }))
      }
    },
  )
  const codes: unknown[] = []
  const kept = new Map<string, string>()
  await attach(
    {
      events: {
        on: (_: string, listener: () => void) => ended.add(listener),
        report: (error: unknown) => codes.push(Object(error).code ?? error),
      } as unknown as Parameters<typeof attach>[0]['events'],
      late: (async (name: string) =>
        new MortiseError({
          code: name.replace(/[A-Z]/g, '_$&').toUpperCase() as MortiseError['code'],
          why: '',
          fix: '',
        })) as typeof late,
      allowed: [location.origin],
      read: async () => ['a', 'b'],
      reload,
    },
    {
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
      opened: `${location.origin}/?mortise-attach=${encodeURIComponent(catalog)}`,
      now: () => 0,
    },
  )
  return { say: (told: object) => say(told), codes, kept, closed }
}

it('says what comes from where, and what could not be taken', async () => {
  const { say } = await tab(async () => new Error('the new one failed'))
  say({})
  await vi.waitFor(() => expect(banner()?.textContent).toContain('a, b from'))
  expect(banner()?.textContent).toContain('the new one failed')
})

it('tells of a build that failed until there is one again', async () => {
  const { say, codes } = await tab()
  say({ error: 'syntax' })
  await vi.waitFor(() => expect(banner()?.textContent).toContain('syntax'))
  expect(codes).toEqual(['RELOAD_ATTACH_BUILD'])
  say({})
  await vi.waitFor(() => expect(banner()?.textContent).not.toContain('syntax'))
})

it('takes no more builds after eight hours, and forgets the override', async () => {
  const { codes, kept, closed } = await tab()
  expect(kept.size).toBe(1)
  await vi.advanceTimersByTimeAsync(8 * 3_600_000 - 1)
  expect(closed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(closed).toHaveBeenCalledOnce()
  expect(banner()?.textContent).toContain('the time is over')
  expect(codes).toEqual(['RELOAD_ATTACH_EXPIRED'])
  expect(kept.size).toBe(0)
})
