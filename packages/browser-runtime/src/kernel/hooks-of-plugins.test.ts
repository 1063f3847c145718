import { describe, expect, it, vi } from 'vitest'
import { lab } from '../../test/kernel-lab.ts'
import type { HookOptions, PluginContext } from '../plugin.ts'

const never = () => new Promise<never>(() => {})

describe('the signal of a hook', () => {
  it.each(['init', 'start'] as const)('aborts at the timeout of %s', async (hook) => {
    const { plugin, bootstrap } = lab()
    let given: HookOptions | undefined
    const options = {
      timeout: 10,
      [hook]: (_: PluginContext, hookOptions: HookOptions) => {
        given = hookOptions
        return never()
      },
    }
    await bootstrap(plugin('a', options))
    expect(given?.signal.aborted).toBe(true)
    expect(given?.signal.reason).toMatchObject({ code: 'LIFECYCLE_TIMEOUT' })
  })

  it('aborts at the timeout of destroy, and the plugin is unloaded', async () => {
    const { plugin, bootstrap, kernel } = lab()
    let signal: AbortSignal | undefined
    const destroy = (_: PluginContext, options: HookOptions) => {
      signal = options.signal
      return never()
    }
    await bootstrap(plugin('a', { timeout: 10, destroy }))
    await kernel.unload('a')
    expect(signal?.reason).toMatchObject({ code: 'LIFECYCLE_TIMEOUT' })
    expect(kernel.status('a')?.state).toBe('unloaded')
  })

  it('aborts when the plugin is unloaded meanwhile, and nobody waits for the hook', async () => {
    const { plugin, bootstrap, kernel } = lab()
    let signal: AbortSignal | undefined
    const init = (_: PluginContext, options: HookOptions) => {
      signal = options.signal
      return never()
    }
    await bootstrap(plugin('a', { strategy: 'lazy', timeout: 60_000, init }))
    const load = kernel.load('a').catch((error: unknown) => error)
    await vi.waitFor(() => expect(signal).toBeDefined())
    await kernel.unload('a')
    expect(signal?.aborted).toBe(true)
    expect(kernel.status('a')?.state).toBe('unloaded')
    expect(await load).toBeInstanceOf(Error)
  })

  it('stays open after a hook that came to its end', async () => {
    const { plugin, bootstrap } = lab()
    let signal: AbortSignal | undefined
    await bootstrap(plugin('a', { init: (_, options) => void (signal = options.signal) }))
    expect(signal?.aborted).toBe(false)
  })
})

describe('a hook that ran into its timeout', () => {
  it('changes nothing with what it does later', async () => {
    const { plugin, bootstrap, kernel } = lab()
    let goOn = () => {}
    const over = vi.fn()
    const init = async (context: PluginContext) => {
      await new Promise<void>((resolve) => (goOn = resolve))
      context.own(over)
    }
    await bootstrap(plugin('a', { timeout: 10, init }))
    const failed = kernel.status('a')
    goOn()
    await vi.waitFor(() => expect(over).toHaveBeenCalled())
    expect(kernel.status('a')).toBe(failed)
  })

  it('lets the plugin be loaded anew', async () => {
    const { plugin, bootstrap, kernel } = lab()
    const init = vi.fn().mockImplementationOnce(never)
    await bootstrap(plugin('a', { timeout: 10, init }))
    await kernel.load('a')
    expect(kernel.status('a')).toMatchObject({ state: 'ready', retryCount: 1, generation: 1 })
  })
})

describe('destroy', () => {
  it('is not called for a plugin whose start failed: its context is undone instead', async () => {
    const { plugin, bootstrap, kernel, log } = lab()
    let context: PluginContext | undefined
    const start = (given: PluginContext) => {
      context = given
      throw new Error('boom')
    }
    await bootstrap(plugin('a', { start }))
    await kernel.shutdown()
    expect(log).not.toContain('destroy a')
    expect(context?.signal.aborted).toBe(true)
  })

  it('that throws is reported, and the rest still run', async () => {
    const { plugin, bootstrap, kernel, log, diagnostics } = lab()
    const destroy = () => {
      throw new Error('boom')
    }
    await bootstrap(plugin('a'), plugin('b', { destroy }), plugin('c'))
    await kernel.shutdown()
    expect(log.filter((line) => line.startsWith('destroy'))).toEqual(['destroy c', 'destroy a'])
    expect(diagnostics).toEqual(['LIFECYCLE_THREW'])
    expect(kernel.state).toBe('stopped')
  })
})
