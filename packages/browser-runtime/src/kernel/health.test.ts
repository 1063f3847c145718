import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { lab } from '../../test/kernel-lab.ts'
import type { PluginDefinition } from '../plugin.ts'
// Fetched when they are asked for: here before, because fetching takes real time.
import '../trouble.ts'
import './on-demand.ts'

type Check = NonNullable<PluginDefinition['healthCheck']>

/** A page that can be hidden, with one running plugin that is checked every second. */
async function watched(healthCheck: Check, healthCheckInterval = 1000) {
  let visible = true
  const listeners = new Set<() => void>()
  const made = lab(undefined, {
    settled: async () => {},
    idle: async () => {},
    isVisible: () => visible,
    onVisibility(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })
  const options = { healthCheck, timeout: 500, initialization: { healthCheckInterval } }
  await made.bootstrap(made.plugin('a', options))
  made.idle.forEach((work) => work())
  // The code of the checks is fetched in real time.
  await vi.waitFor(() => expect(healthCheckInterval === 0 || listeners.size).toBeTruthy())
  const show = (now: boolean) => {
    visible = now
    listeners.forEach((listener) => listener())
  }
  const condition = (type: string) =>
    made.kernel.status('a')?.conditions.find((one) => one.type === type)
  return { ...made, show, listeners, condition }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('initialization.healthCheckInterval', () => {
  it('checks a running plugin again and again, and none without it', async () => {
    const often = vi.fn<Check>()
    await watched(often)
    await vi.advanceTimersByTimeAsync(3500)
    expect(often.mock.calls.length).toBeGreaterThanOrEqual(3)
    const never = vi.fn<Check>()
    await watched(never, 0)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(never).not.toHaveBeenCalled()
  })

  it('rests while the page is hidden, and does what was due when it is shown', async () => {
    const check = vi.fn<Check>()
    const { show } = await watched(check)
    show(false)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(check).not.toHaveBeenCalled()
    show(true)
    await vi.advanceTimersByTimeAsync(10)
    expect(check).toHaveBeenCalledOnce()
  })

  it('never runs two checks of a plugin at once', async () => {
    let running = 0
    let most = 0
    const { kernel } = await watched(async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 400))
      running--
    }, 100)
    void kernel.health('a')
    void kernel.health('a')
    await vi.advanceTimersByTimeAsync(3000)
    expect(most).toBe(1)
  })

  it('ends with the plugin', async () => {
    const check = vi.fn<Check>()
    const { kernel, listeners } = await watched(check)
    await kernel.unload('a')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(check).not.toHaveBeenCalled()
    expect(listeners.size).toBe(0)
  })

  it.each([
    ['says no', () => false],
    ['says no and why', () => ({ healthy: false, message: 'no database' })],
    ['throws', () => Promise.reject(new Error('no database'))],
  ] as [string, Check][])(
    'a check that %s degrades the plugin, until one says yes',
    async (_, no) => {
      let check = no
      const { kernel, condition, diagnostics } = await watched((...args) => check(...args))
      expect(condition('Degraded')).toMatchObject({ status: 'False' })
      expect(await kernel.health('a')).toMatchObject({ healthy: false })
      expect(condition('Degraded')).toMatchObject({ status: 'True', reason: 'LIFECYCLE_UNHEALTHY' })
      expect(condition('Ready')).toMatchObject({ status: 'False', reason: 'LIFECYCLE_UNHEALTHY' })
      await kernel.health('a')
      check = () => true
      expect(await kernel.health('a')).toMatchObject({ healthy: true })
      expect(condition('Degraded')).toMatchObject({ status: 'False' })
      expect(condition('Ready')).toMatchObject({ status: 'True' })
      expect(kernel.status('a')?.state).toBe('ready')
      expect(diagnostics).toEqual(['LIFECYCLE_UNHEALTHY', 'LIFECYCLE_RECOVERED'])
    },
  )

  it('a check that never settles is unhealthy after the timeout, and its signal aborts', async () => {
    let signal: AbortSignal | undefined
    const { kernel } = await watched((_, options) => {
      signal = options.signal
      return new Promise(() => {})
    })
    const found = kernel.health('a')
    await vi.advanceTimersByTimeAsync(600)
    expect(await found).toMatchObject({ healthy: false })
    expect((await found).message).toContain('timeout of 500 ms')
    expect(signal?.aborted).toBe(true)
  })
})

describe('health', () => {
  it('says of a plugin that is not running why, and of an unknown one that it is not found', async () => {
    const { kernel, plugin, bootstrap } = lab()
    await bootstrap(plugin('a', { strategy: 'lazy' }))
    const pending = await kernel.health('a')
    expect(pending).toMatchObject({ healthy: false, message: expect.stringContaining('pending') })
    const unknown = await kernel.health('x')
    expect(unknown).toMatchObject({ healthy: false, message: expect.stringContaining('not found') })
  })
})
