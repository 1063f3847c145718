import { describe, expect, it, vi } from 'vitest'
import { lab } from '../../test/kernel-lab.ts'

describe('unload', () => {
  it('stops those that require the plugin, last first, and says why', async () => {
    const { plugin, bootstrap, kernel, log } = lab()
    await bootstrap(
      plugin('a'),
      plugin('b', { requires: ['a'] }),
      plugin('c', { requires: ['b'] }),
      plugin('d'),
    )
    log.length = 0
    await kernel.unload('a')
    expect(log.filter((line) => line.startsWith('destroy'))).toEqual([
      'destroy c',
      'destroy b',
      'destroy a',
    ])
    expect(['a', 'b', 'c', 'd'].map((id) => kernel.status(id)?.state)).toEqual([
      'unloaded',
      'unloaded',
      'unloaded',
      'ready',
    ])
    expect(kernel.plugins.get('a')?.stopped).toMatchObject({ reason: 'Unloaded' })
    expect(kernel.plugins.get('c')?.stopped).toMatchObject({
      reason: 'DependencyUnloaded',
      message: expect.stringContaining('"a"'),
    })
  })

  it('brings them back, in order, when the plugin is loaded again', async () => {
    const { plugin, bootstrap, kernel, log } = lab()
    await bootstrap(
      plugin('a'),
      plugin('b', { requires: ['a'] }),
      plugin('c', { requires: ['b'] }),
      plugin('lazy', { requires: ['a'], strategy: 'lazy' }),
    )
    await kernel.unload('a')
    log.length = 0
    await kernel.load('a')
    await vi.waitFor(() => expect(kernel.status('c')?.state).toBe('ready'))
    expect(log).toEqual(['init a', 'start a', 'init b', 'init c', 'start b', 'start c'])
    expect(kernel.status('lazy')?.state).toBe('pending')
  })

  it('does not bring back one that was itself unloaded meanwhile', async () => {
    const { plugin, bootstrap, kernel } = lab()
    await bootstrap(plugin('a'), plugin('b', { requires: ['a'] }), plugin('c', { requires: ['a'] }))
    await kernel.unload('a')
    await kernel.unload('b')
    await kernel.load('a')
    await vi.waitFor(() => expect(kernel.status('c')?.state).toBe('ready'))
    expect(kernel.status('b')?.state).toBe('unloaded')
  })

  it('starts anew, without the plugin, those that can do without it, and touches nobody else', async () => {
    const { plugin, bootstrap, kernel, log, events } = lab()
    const told: string[] = []
    await bootstrap(plugin('a'), plugin('b', { wants: ['a'] }), plugin('c'))
    events.on('dynamic-load', ({ pluginId }) => told.push(`+${pluginId}`))
    events.on('dynamic-unload', ({ pluginId }) => told.push(`-${pluginId}`))
    log.length = 0
    await kernel.unload('a')
    expect(log).toEqual(['destroy b', 'destroy a', 'dispose a', 'init b', 'start b', 'dispose b'])
    expect(told).toEqual(['-b', '-a', '+b'])
    expect(kernel.status('a')?.state).toBe('unloaded')
    // It comes back for those alone that ask for it or cannot run without it.
    await kernel.unload('b')
    await kernel.load('b')
    expect(kernel.status('a')?.state).toBe('unloaded')
  })

  it('ends a load under way, and a load asked for after it comes after it', async () => {
    const { plugin, bootstrap, kernel } = lab()
    let answer = () => {}
    const real = plugin('a').load
    const load = vi.fn((signal: AbortSignal) =>
      load.mock.calls.length > 1
        ? real(signal)
        : new Promise<never>((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason))
            answer()
          }),
    )
    const asked = new Promise<void>((resolve) => {
      answer = resolve
    })
    await bootstrap(plugin('a', { strategy: 'lazy', load }))
    const first = kernel.load('a')
    await asked
    const [unloaded, again] = [kernel.unload('a'), kernel.load('a')]
    await expect(first).rejects.toThrow('unloaded')
    await unloaded
    await expect(again).resolves.toMatchObject({ state: 'ready' })
  })

  it('keeps the order of what is asked for: unload, load, unload', async () => {
    const { plugin, bootstrap, kernel } = lab()
    await bootstrap(plugin('a'))
    const load = () => kernel.load('a').catch(() => {})
    await Promise.all([kernel.unload('a'), load(), kernel.unload('a')])
    expect(kernel.status('a')?.state).toBe('unloaded')
    await Promise.all([kernel.unload('a'), load(), kernel.unload('a'), load()])
    expect(kernel.status('a')?.state).toBe('ready')
  })

  it('lets a destroy load a plugin that is not being unloaded', async () => {
    const { plugin, bootstrap, kernel } = lab()
    await bootstrap(
      plugin('a', { destroy: () => kernel.load('b') }),
      plugin('b', { strategy: 'lazy' }),
    )
    await kernel.unload('a')
    expect(kernel.status('b')?.state).toBe('ready')
  })
})

describe('restart', () => {
  it('starts one plugin and those wired to it again, and hands their state over', async () => {
    const { plugin, bootstrap, kernel, log } = lab()
    await bootstrap(
      plugin('a', { serialize: () => 7, restore: (state) => void log.push(`restore a ${state}`) }),
      plugin('b', { requires: ['a'] }),
      plugin('c'),
    )
    log.length = 0
    await kernel.restart('a', 'its provider changed')
    expect(log.filter((line) => !line.startsWith('dispose'))).toEqual([
      'destroy b',
      'destroy a',
      'init a',
      'restore a 7',
      'init b',
      'start a',
      'start b',
    ])
  })

  it('goes on without the state that a serialize could not give', async () => {
    const { plugin, bootstrap, kernel, diagnostics } = lab()
    const restore = vi.fn()
    const serialize = () => {
      throw new Error('boom')
    }
    await bootstrap(plugin('a', { serialize, restore }))
    await kernel.restart('a', 'test')
    expect(kernel.status('a')?.state).toBe('ready')
    expect(restore).not.toHaveBeenCalled()
    expect(diagnostics).toEqual(['RELOAD_SERIALIZE_FAILED'])
  })
})

describe('shutdown', () => {
  it('in the middle of a start waits for it, then stops everything', async () => {
    const { plugin, bootstrap, kernel, log } = lab()
    let answer = () => {}
    const wait = new Promise<void>((resolve) => {
      answer = resolve
    })
    const start = bootstrap(plugin('a', { init: () => wait }))
    const end = kernel.shutdown()
    answer()
    await Promise.all([start, end])
    expect(kernel.state).toBe('stopped')
    expect(log).toEqual(['start a', 'destroy a', 'dispose a'])
  })

  it('in the middle of a load ends it; what is asked for after it is refused', async () => {
    const { plugin, bootstrap, kernel } = lab()
    const asked = vi.fn((signal: AbortSignal) => {
      return new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    })
    await bootstrap(plugin('a', { strategy: 'lazy', load: asked }))
    const load = kernel.load('a')
    await vi.waitFor(() => expect(asked).toHaveBeenCalled())
    const unload = kernel.unload('a')
    const [end, twice] = [kernel.shutdown(), kernel.shutdown()]
    await expect(load).rejects.toThrow('shutdown')
    await Promise.all([unload, end, twice])
    expect(kernel.state).toBe('stopped')
    await expect(kernel.load('a')).rejects.toMatchObject({ code: 'HOST_NOT_RUNNING' })
    await expect(kernel.discover()).rejects.toMatchObject({ code: 'HOST_STATE' })
    await expect(kernel.upgrade('a')).rejects.toMatchObject({ code: 'HOST_STATE' })
    await expect(kernel.setStartLevel(2)).rejects.toMatchObject({ code: 'HOST_STATE' })
  })
})
