import { describe, expect, it, vi } from 'vitest'
import { lab } from '../../test/kernel-lab.ts'

const lazy = { strategy: 'lazy' } as const

describe('discover', () => {
  it('tells what appeared, changed and vanished, and each new plugin by an event', async () => {
    const { plugin, bootstrap, list, kernel, events } = lab()
    const seen: string[] = []
    events.on('dynamic-discover', ({ pluginId }) => seen.push(pluginId))
    await bootstrap(plugin('a', lazy), plugin('b', lazy), plugin('c', lazy))
    list(plugin('n', lazy), plugin('b', { ...lazy, version: '2.0.0' }), plugin('a', lazy))
    expect(await kernel.discover()).toEqual({ added: ['n'], changed: ['b'], removed: ['c'] })
    expect(seen).toEqual(['n'])
    expect(await kernel.load('n')).toMatchObject({ state: 'ready' })
    expect(await kernel.load('b')).toMatchObject({ version: '2.0.0' })
    await expect(kernel.load('c')).rejects.toMatchObject({ code: 'HOST_PLUGIN_UNKNOWN' })
    expect(await kernel.discover()).toEqual({ added: [], changed: [], removed: [] })
  })

  it('says nothing by events of what the start itself read', async () => {
    const { plugin, bootstrap, kernel, events } = lab()
    const seen = vi.fn()
    events.on('dynamic-discover', seen)
    await bootstrap(plugin('a'))
    await kernel.discover()
    expect(seen).not.toHaveBeenCalled()
  })

  it('starts a new eager plugin with what it needs, and reports one that fails', async () => {
    const { plugin, bootstrap, list, kernel, log, diagnostics } = lab()
    const boom = () => {
      throw new Error('boom')
    }
    await bootstrap(plugin('a', lazy))
    list(plugin('a', lazy), plugin('b', { requires: ['a'] }), plugin('c', { init: boom }))
    await kernel.discover()
    expect(log.slice(0, 2)).toEqual(['init a', 'init b'])
    expect(kernel.status('b')?.state).toBe('ready')
    expect(diagnostics).toEqual(['LIFECYCLE_THREW'])
  })

  it('leaves what runs as it is until it is loaded anew', async () => {
    const { plugin, bootstrap, list, kernel, log } = lab()
    await bootstrap(plugin('a'))
    log.length = 0
    list(plugin('a', { version: '2.0.0' }))
    expect(await kernel.discover()).toMatchObject({ changed: ['a'] })
    expect(log).toEqual([])
    const running = await kernel.load('a')
    expect(running.version).toBe('1.0.0')
    await kernel.unload('a')
    expect(await kernel.load('a')).toMatchObject({ version: '2.0.0', state: 'ready' })
  })

  it('lets a plugin that vanished run on until it is unloaded', async () => {
    const { plugin, bootstrap, list, kernel, diagnostics } = lab()
    await bootstrap(plugin('a'))
    list()
    expect(await kernel.discover()).toMatchObject({ removed: ['a'] })
    await vi.waitFor(() => expect(diagnostics).toEqual(['CATALOG_PLUGIN_GONE']))
    expect(await kernel.load('a')).toMatchObject({ state: 'ready' })
    await kernel.unload('a')
    await expect(kernel.load('a')).rejects.toMatchObject({ code: 'HOST_PLUGIN_UNKNOWN' })
    list(plugin('a'))
    await kernel.discover()
    expect(await kernel.load('a')).toMatchObject({ state: 'ready' })
  })

  it('moves a plugin that runs to the release that another one needs, when that is loaded', async () => {
    const { plugin, bootstrap, list, kernel } = lab()
    await bootstrap(plugin('a'), plugin('b', lazy))
    const listed = { dependencies: { a: '^2.0.0' } } as never
    list(
      plugin('a', { version: '2.0.0' }),
      plugin('b', { ...lazy, version: '2.0.0', requires: ['a'], listed }),
    )
    await kernel.discover()
    expect(await kernel.load('b')).toMatchObject({ state: 'ready' })
    expect(await kernel.load('a')).toMatchObject({ version: '2.0.0' })
  })

  it('refuses a plugin that needs another release of one that runs, if that does not start', async () => {
    const { plugin, bootstrap, list, kernel, diagnostics } = lab()
    await bootstrap(plugin('a'), plugin('b', lazy))
    const listed = { dependencies: { a: '^2.0.0' } } as never
    const init = () => {
      throw new Error('bad')
    }
    list(
      plugin('a', { version: '2.0.0', init }),
      plugin('b', { ...lazy, version: '2.0.0', requires: ['a'], listed }),
    )
    await kernel.discover()
    await expect(kernel.load('b')).rejects.toMatchObject({
      code: 'RELEASE_PENDING',
      fix: expect.stringContaining('host.upgrade("a")'),
    })
    expect(diagnostics).toContain('RELEASE_ROLLED_BACK')
    expect(await kernel.load('a')).toMatchObject({ version: '1.0.0', state: 'ready' })
  })

  it('during a load and an unload loses neither', async () => {
    const { plugin, bootstrap, list, kernel } = lab()
    await bootstrap(plugin('a', lazy), plugin('b'))
    list(plugin('a', { ...lazy, version: '2.0.0' }), plugin('b'), plugin('c', lazy))
    const [a, , discovery] = await Promise.all([
      kernel.load('a'),
      kernel.unload('b'),
      kernel.discover(),
      kernel.discover(),
    ])
    expect(a.state).toBe('ready')
    expect(kernel.status('b')?.state).toBe('unloaded')
    expect(discovery).toMatchObject({ added: ['c'] })
    expect(await kernel.load('c')).toMatchObject({ state: 'ready' })
  })

  it('puts plugins into the new order, as far as those that run in an older release allow', async () => {
    const { plugin, bootstrap, list, kernel, log } = lab()
    await bootstrap(plugin('a'), plugin('b', { requires: ['a'] }))
    list(plugin('b', { version: '2.0.0' }), plugin('a', { version: '2.0.0', requires: ['b'] }))
    await kernel.discover()
    log.length = 0
    await kernel.shutdown()
    expect(log.filter((line) => line.startsWith('destroy'))).toEqual(['destroy b', 'destroy a'])
  })
})
