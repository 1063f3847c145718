import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { lab } from '../../test/kernel-lab.ts'
import type { PluginContext } from '../plugin.ts'
// Fetched when something fails: here before, because fetching takes real time.
import '../trouble.ts'

/** An `init` that throws until it was called so often. */
function failing(times: number) {
  const contexts: PluginContext[] = []
  const init = (context: PluginContext) => {
    contexts.push(context)
    context.services.register('state', contexts.length)
    if (contexts.length <= times) throw new Error(`attempt ${contexts.length}`)
  }
  return { init, contexts }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('initialization.retry', () => {
  it('takes init again, each time with a fresh context, and counts the attempts', async () => {
    const { plugin, bootstrap, kernel, services } = lab()
    const { init, contexts } = failing(2)
    const retry = { enabled: true, maxAttempts: 3, backoffMs: 100 }
    const started = bootstrap(plugin('a', { init, initialization: { retry } }))
    await vi.runAllTimersAsync()
    await started
    expect(new Set(contexts).size).toBe(3)
    expect(contexts.map(({ signal }) => signal.aborted)).toEqual([true, true, false])
    expect(services.get('state')).toBe(3)
    expect(kernel.status('a')).toMatchObject({ state: 'ready', retryCount: 2, generation: 2 })
  })

  it('waits twice as long before each attempt', async () => {
    const { plugin, bootstrap } = lab()
    const { init, contexts } = failing(2)
    const retry = { enabled: true, maxAttempts: 3, backoffMs: 1000 }
    const started = bootstrap(plugin('a', { init, initialization: { retry } }))
    const attempts: number[] = []
    for (const ms of [0, 999, 1, 1999, 1]) {
      await vi.advanceTimersByTimeAsync(ms)
      attempts.push(contexts.length)
    }
    expect(attempts).toEqual([1, 1, 2, 2, 3])
    await started
  })

  it('gives up after maxAttempts, and fails with what the last one threw', async () => {
    const { plugin, bootstrap, kernel, events, log } = lab()
    const { init, contexts } = failing(9)
    const failed: unknown[] = []
    events.on('init-failed', ({ error }) => failed.push(error?.message))
    const retry = { enabled: true, maxAttempts: 2, backoffMs: 0 }
    const started = bootstrap(plugin('a', { init, initialization: { retry } }))
    await vi.runAllTimersAsync()
    await started
    expect(contexts).toHaveLength(2)
    expect(failed).toEqual([
      expect.stringContaining('attempt 1'),
      expect.stringContaining('attempt 2'),
    ])
    expect(kernel.status('a')?.lastError).toContain('attempt 2')
    expect(log).toEqual(['dispose a', 'dispose a'])
  })

  it('runs init once where it is not enabled', async () => {
    const { plugin, bootstrap } = lab()
    const { init, contexts } = failing(9)
    await bootstrap(plugin('a', { init, initialization: { retry: { maxAttempts: 5 } } }))
    expect(contexts).toHaveLength(1)
  })

  it('is over at once when the plugin is unloaded while it waits', async () => {
    const { plugin, bootstrap, kernel } = lab()
    const { init, contexts } = failing(9)
    const retry = { enabled: true, backoffMs: 60_000 }
    await bootstrap(plugin('a', { strategy: 'lazy', init, initialization: { retry } }))
    const load = kernel.load('a').catch((error: unknown) => error)
    await vi.waitFor(() => expect(kernel.status('a')?.state).toBe('failed'))
    await kernel.unload('a')
    expect(kernel.status('a')?.state).toBe('unloaded')
    expect(contexts).toHaveLength(1)
    expect(await load).toBeInstanceOf(Error)
  })

  it('lets those that need the plugin wait for the attempt that works', async () => {
    const { plugin, bootstrap, kernel } = lab()
    const { init } = failing(1)
    const retry = { enabled: true, backoffMs: 100 }
    const started = bootstrap(
      plugin('a', { init, critical: true, initialization: { retry } }),
      plugin('b', { requires: ['a'] }),
    )
    await vi.runAllTimersAsync()
    await started
    expect(kernel.status('b')?.state).toBe('ready')
  })
})
