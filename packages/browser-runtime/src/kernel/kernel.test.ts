import { describe, expect, it, vi } from 'vitest'
import { lab } from '../../test/kernel-lab.ts'
import type { PluginDefinition } from '../plugin.ts'

const never = () => new Promise<never>(() => {})
const boom = () => {
  throw new Error('boom')
}

describe('bootstrap', () => {
  it('initialises all plugins in order before it starts the first', async () => {
    const { plugin, bootstrap, log, kernel } = lab()
    await bootstrap(plugin('a'), plugin('b', { requires: ['a'] }))
    expect(log).toEqual(['init a', 'init b', 'start a', 'start b'])
    expect(kernel.state).toBe('running')
  })

  it('goes on without a plugin that fails, and fails those that need it with its name', async () => {
    const { plugin, bootstrap, log, kernel, diagnostics } = lab()
    await bootstrap(plugin('a', { init: boom }), plugin('b', { requires: ['a'] }), plugin('c'))
    expect(log).toEqual(['dispose a', 'dispose b', 'init c', 'start c'])
    expect(kernel.status('b')).toMatchObject({ state: 'failed' })
    expect(kernel.status('b')?.lastError).toContain('"a"')
    expect(diagnostics).toEqual(['LIFECYCLE_THREW', 'LIFECYCLE_DEPENDENCY_FAILED'])
  })

  it('rejects when a critical plugin fails to start, and destroys the started ones in reverse', async () => {
    const { plugin, bootstrap, log, kernel } = lab()
    const attempt = bootstrap(
      plugin('a'),
      plugin('b'),
      plugin('c', { critical: true, start: boom }),
    )
    await expect(attempt).rejects.toMatchObject({ code: 'LIFECYCLE_THREW' })
    expect(log.filter((line) => line.startsWith('destroy'))).toEqual(['destroy b', 'destroy a'])
    expect(kernel.state).toBe('stopped')
  })

  it('starts nothing when a critical plugin fails to initialise', async () => {
    const { plugin, bootstrap, log } = lab()
    const attempt = bootstrap(plugin('a'), plugin('b', { critical: true, init: boom }))
    await expect(attempt).rejects.toMatchObject({ code: 'LIFECYCLE_THREW' })
    expect(log).toEqual(['init a', 'dispose b', 'dispose a'])
  })

  it.each(['init', 'start'] as const)('times out a %s that never settles', async (phase) => {
    const { plugin, bootstrap, kernel, events } = lab()
    const errors: unknown[] = []
    events.on('plugin:error', (event) => errors.push(event))
    await bootstrap(plugin('a', { [phase]: never, timeout: 10 }))
    expect(kernel.status('a')?.lastError).toContain('timeout of 10 ms')
    expect(errors).toMatchObject([{ pluginName: 'a', phase, error: { code: 'LIFECYCLE_TIMEOUT' } }])
  })

  it('rejects a second bootstrap, a late use and a shutdown before it', async () => {
    const { kernel, bootstrap } = lab()
    await expect(kernel.shutdown()).rejects.toMatchObject({ code: 'HOST_STATE' })
    await bootstrap()
    await expect(bootstrap()).rejects.toThrow('already bootstrapped')
    expect(() => kernel.reserve('a', '1.0.0')).toThrow('after bootstrap')
  })

  it('loads deferred plugins when the page is idle, and lazy ones never by itself', async () => {
    const { plugin, bootstrap, log, idle } = lab()
    await bootstrap(plugin('a', { strategy: 'deferred' }), plugin('b', { strategy: 'lazy' }))
    expect(log).toEqual([])
    idle.forEach((work) => work())
    await vi.waitFor(() => expect(log).toEqual(['init a', 'start a']))
  })

  it('loads each deferred plugin at an idle moment of its own', async () => {
    const moments: (() => void)[] = []
    const { plugin, bootstrap, log, idle } = lab(undefined, {
      settled: async () => {},
      idle: () => new Promise((resolve) => moments.push(resolve)),
      isVisible: () => true,
      onVisibility: () => () => {},
    })
    await bootstrap(plugin('a', { strategy: 'deferred' }), plugin('b', { strategy: 'deferred' }))
    idle.forEach((work) => work())
    await vi.waitFor(() => expect(moments).toHaveLength(1))
    expect(log).toEqual([])
    moments.shift()?.()
    await vi.waitFor(() => expect(log).toEqual(['init a', 'start a']))
    moments.shift()?.()
    await vi.waitFor(() => expect(log).toContain('start b'))
  })
})

describe('modes', () => {
  const slow = (log: string[], id: string) => async () => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    log.push(`init ${id}`)
  }

  it('async: a later plugin waits', async () => {
    const { plugin, bootstrap, log } = lab()
    await bootstrap(plugin('a', { init: slow(log, 'a') }), plugin('b'))
    expect(log.slice(0, 2)).toEqual(['init a', 'init b'])
  })

  it('parallel: only dependents wait', async () => {
    const { plugin, bootstrap, log } = lab()
    await bootstrap(
      plugin('a', { init: slow(log, 'a'), mode: 'parallel' }),
      plugin('b', { mode: 'parallel' }),
      plugin('c', { mode: 'parallel', requires: ['a'] }),
    )
    expect(log.slice(0, 3)).toEqual(['init b', 'init a', 'init c'])
  })

  it('sequential: waits for everything before it, and runs alone', async () => {
    const { plugin, bootstrap, log } = lab()
    await bootstrap(
      plugin('a', { init: slow(log, 'a'), mode: 'parallel' }),
      plugin('b', { init: slow(log, 'b'), mode: 'sequential' }),
      plugin('c', { mode: 'parallel' }),
    )
    expect(log.slice(0, 3)).toEqual(['init a', 'init b', 'init c'])
  })

  it.each([
    ['a promise', async () => {}],
    // oxlint-disable-next-line unicorn/no-thenable -- the very thing that is to be refused
    ['what can be waited for like one', () => ({ then() {} })],
  ])('sync: an init that returns %s fails', async (_, init) => {
    const { plugin, bootstrap, kernel } = lab()
    await bootstrap(plugin('a', { mode: 'sync', init }))
    expect(kernel.status('a')?.lastError).toContain('"sync"')
  })
})

describe('load', () => {
  it('gives 50 callers one load and one init', async () => {
    const { plugin, bootstrap, kernel, log } = lab()
    await bootstrap(plugin('a', { strategy: 'lazy' }))
    const handles = await Promise.all(Array.from({ length: 50 }, () => kernel.load('a')))
    expect(new Set(handles).size).toBe(1)
    expect(log).toEqual(['init a', 'start a'])
    expect(await handles[0]?.feature('x')).toEqual({ default: 'a/x' })
  })

  it('brings what the plugin needs first, and tells what was loaded', async () => {
    const { plugin, bootstrap, kernel, log, events } = lab()
    const loaded: string[] = []
    events.on('dynamic-load', ({ pluginId }) => loaded.push(pluginId))
    await bootstrap(
      plugin('a', { strategy: 'lazy' }),
      plugin('b', { strategy: 'lazy', requires: ['a'] }),
    )
    await kernel.load('b')
    expect(log).toEqual(['init a', 'init b', 'start a', 'start b'])
    expect(loaded).toEqual(['a', 'b'])
  })

  it('names the nearest plugin when none has the id', async () => {
    const { plugin, bootstrap, kernel } = lab()
    await bootstrap(plugin('com.example.charts', { strategy: 'lazy' }))
    await expect(kernel.load('com.example.chart')).rejects.toMatchObject({
      code: 'HOST_PLUGIN_UNKNOWN',
      why: expect.stringContaining('Did you mean "com.example.charts"?'),
    })
  })

  it('rejects before bootstrap', async () => {
    await expect(lab().kernel.load('a')).rejects.toMatchObject({ code: 'HOST_NOT_RUNNING' })
  })

  it('can be tried again after a failure', async () => {
    const { plugin, bootstrap, kernel } = lab()
    const init = vi.fn(boom)
    await bootstrap(plugin('a', { strategy: 'lazy', init }))
    await expect(kernel.load('a')).rejects.toMatchObject({ code: 'LIFECYCLE_THREW' })
    init.mockImplementation((() => {}) as never)
    await expect(kernel.load('a')).resolves.toMatchObject({ state: 'ready' })
    expect(kernel.status('a')).toMatchObject({ retryCount: 1, generation: 1, progress: 100 })
    expect(kernel.status('a')?.lastError).toBeUndefined()
  })

  it('rejects at once when its signal aborts, and runs nothing of what arrives later', async () => {
    const { plugin, bootstrap, kernel, log } = lab()
    const signals: AbortSignal[] = []
    const load = (signal: AbortSignal) => {
      signals.push(signal)
      return new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    }
    await bootstrap(plugin('a', { strategy: 'lazy', load }))
    const controller = new AbortController()
    const attempt = kernel.load('a', { signal: controller.signal })
    await vi.waitFor(() => expect(signals).toHaveLength(1))
    controller.abort()
    await expect(attempt).rejects.toThrow('abort')
    await vi.waitFor(() => expect(kernel.status('a')?.state).toBe('failed'))
    expect(signals[0]?.aborted).toBe(true)
    expect(log).toEqual([])
  })

  it('goes on for the callers that stay', async () => {
    const { plugin, bootstrap, kernel } = lab()
    await bootstrap(plugin('a', { strategy: 'lazy' }))
    const controller = new AbortController()
    const leaves = kernel.load('a', { signal: controller.signal })
    const stays = kernel.load('a')
    controller.abort()
    await expect(leaves).rejects.toThrow('abort')
    await expect(stays).resolves.toMatchObject({ state: 'ready' })
  })
})

describe('unload and shutdown', () => {
  it('stops those that need the plugin first, and can load it again', async () => {
    const { plugin, bootstrap, kernel, log } = lab()
    await bootstrap(plugin('a'), plugin('b', { requires: ['a'] }), plugin('c'))
    log.length = 0
    await kernel.unload('a')
    expect(log).toEqual(['destroy b', 'dispose b', 'destroy a', 'dispose a'])
    expect(kernel.status('a')).toMatchObject({ state: 'unloaded', generation: 1 })
    await expect(kernel.load('b')).resolves.toMatchObject({ state: 'ready' })
  })

  it('undoes what the plugin registered and aborts its signal', async () => {
    const { plugin, bootstrap, kernel, services } = lab()
    let signal: AbortSignal | undefined
    const init: PluginDefinition['init'] = (context) => {
      signal = context.signal
      context.services.register('clock', {})
    }
    await bootstrap(plugin('a', { init }))
    expect(services.has('clock')).toBe(true)
    await kernel.unload('a')
    expect(services.has('clock')).toBe(false)
    expect(signal?.aborted).toBe(true)
  })

  it('refuses features of an unloaded plugin', async () => {
    const { plugin, bootstrap, kernel } = lab()
    await bootstrap(plugin('a'))
    const handle = await kernel.load('a')
    await kernel.unload('a')
    await expect(handle.feature('x')).rejects.toMatchObject({ code: 'LIFECYCLE_NOT_RUNNING' })
  })

  it('waits for an unload under way before it loads again', async () => {
    const { plugin, bootstrap, kernel, log } = lab()
    await bootstrap(plugin('a', { destroy: () => new Promise((done) => setTimeout(done, 20)) }))
    const [, handle] = await Promise.all([kernel.unload('a'), kernel.load('a')])
    expect(handle.state).toBe('ready')
    expect(log).toEqual(['init a', 'start a', 'dispose a', 'init a', 'start a'])
  })

  it('destroys in reverse order, and goes on after a destroy that throws', async () => {
    const { plugin, bootstrap, kernel, log, diagnostics } = lab()
    await bootstrap(plugin('a'), plugin('b', { destroy: boom }), plugin('c'))
    await kernel.shutdown()
    expect(log.filter((line) => line.startsWith('destroy'))).toEqual(['destroy c', 'destroy a'])
    expect(diagnostics).toEqual(['LIFECYCLE_THREW'])
    expect(kernel.state).toBe('stopped')
    await kernel.shutdown()
    expect(diagnostics).toEqual(['LIFECYCLE_THREW', 'HOST_STATE'])
  })
})

describe('events', () => {
  it('tells a life in the order of the contract', async () => {
    const { plugin, bootstrap, kernel, events } = lab()
    const seen: string[] = []
    const { lifecycleEventTypes, loadingEventTypes } = await import('@mortise/shared')
    for (const type of [...lifecycleEventTypes, ...loadingEventTypes]) {
      events.on(type, () => seen.push(type))
    }
    await bootstrap(plugin('a'))
    await kernel.shutdown()
    expect(seen).toEqual([
      'plugin:registered',
      'kernel:before-init',
      'load-started',
      'load-completed',
      'init-started',
      'plugin:before-init',
      'plugin:init',
      'plugin:after-init',
      'init-completed',
      'kernel:after-init',
      'plugin:before-start',
      'plugin:started',
      'plugin:after-start',
      'kernel:ready',
      'kernel:shutdown',
      'plugin:before-destroy',
      'plugin:destroyed',
      'plugin:after-destroy',
    ])
  })

  it('agrees with the schemas of the contract', async () => {
    const { plugin, bootstrap, kernel, events } = lab()
    const { lifecycleEventTypes, loadingEventTypes } = await import('@mortise/shared')
    const { schemas } = await import('@mortise/shared/contract')
    const broken: unknown[] = []
    const check = (schema: string) => (event: unknown) => {
      const { error } = (schemas as any)[schema].safeParse(event)
      if (error) broken.push([schema, event, error.issues])
    }
    for (const type of loadingEventTypes) events.on(type, check('event.loading'))
    for (const type of lifecycleEventTypes) {
      const own = `event.${type.replace(':', '-')}`
      if (own in schemas) events.on(type, check(own))
      else if (type.startsWith('plugin:')) events.on(type, check('event.plugin-lifecycle-phase'))
    }
    await bootstrap(plugin('a'), plugin('b', { init: boom }), plugin('c', { start: boom }))
    await kernel.unload('a')
    await kernel.shutdown()
    expect(broken).toEqual([])
  })
})
