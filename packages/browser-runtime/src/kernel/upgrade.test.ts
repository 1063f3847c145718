import { describe, expect, it, vi } from 'vitest'
import { lab } from '../../test/kernel-lab.ts'
import type { Registration } from './registration.ts'

const boom = () => {
  throw new Error('boom')
}

/** What the catalog says of a plugin that shares a package out of another one's release. */
const shares = (provider: string): Partial<Registration> => ({
  listed: { shared: { lib: '^1.0.0' } } as unknown as NonNullable<Registration['listed']>,
  shared: { 'lib@^1.0.0': provider },
})

const needs = (ranges: Record<string, string>): Partial<Registration> => ({
  requires: Object.keys(ranges),
  listed: { dependencies: ranges } as unknown as NonNullable<Registration['listed']>,
})

const lifecycle = (log: readonly string[]) => log.filter((line) => !line.startsWith('dispose'))

describe('upgrade', () => {
  it('restarts the plugin and those wired to it in order, and nobody else', async () => {
    const { plugin, bootstrap, list, kernel, log } = lab()
    const rest = [
      plugin('b', { requires: ['a'] }),
      plugin('c', { wants: ['b'] }),
      plugin('d', shares('a')),
      plugin('e'),
    ]
    await bootstrap(plugin('a'), ...rest)
    const handle = await kernel.load('a')
    list(plugin('a', { version: '1.1.0', init: () => void log.push('init a 1.1.0') }), ...rest)
    log.length = 0
    await expect(kernel.upgrade('a')).resolves.toBe(handle)
    expect(lifecycle(log)).toEqual([
      'destroy d',
      'destroy c',
      'destroy b',
      'destroy a',
      'init a 1.1.0',
      'init b',
      'init c',
      'init d',
      'start a',
      'start b',
      'start c',
      'start d',
    ])
    expect(handle).toMatchObject({ version: '1.1.0', state: 'ready' })
    expect(log.filter((line) => line === 'dispose a')).toHaveLength(1)
  })

  it('does nothing when the catalogs have nothing new', async () => {
    const { plugin, bootstrap, kernel, log } = lab()
    await bootstrap(plugin('a'))
    log.length = 0
    await kernel.upgrade('a')
    expect(log).toEqual([])
  })

  it('is asked for twice and happens once', async () => {
    const { plugin, bootstrap, list, kernel, log } = lab()
    await bootstrap(plugin('a'))
    list(plugin('a', { version: '2.0.0' }))
    log.length = 0
    await Promise.all([kernel.upgrade('a'), kernel.upgrade('a')])
    expect(lifecycle(log)).toEqual(['destroy a', 'init a', 'start a'])
  })

  it('of two plugins that are wired to each other happens once for both', async () => {
    const { plugin, bootstrap, list, kernel } = lab()
    await bootstrap(plugin('a'), plugin('b', { requires: ['a'] }))
    list(plugin('a', { version: '2.0.0' }), plugin('b', { version: '2.0.0', requires: ['a'] }))
    const [a, b] = await Promise.all([kernel.upgrade('a'), kernel.upgrade('b')])
    expect([a.version, b.version, a.state, b.state]).toEqual(['2.0.0', '2.0.0', 'ready', 'ready'])
    expect(kernel.status('a')?.generation).toBe(1)
    expect(kernel.status('b')?.generation).toBe(1)
  })

  it('that cannot be fetched stops nothing', async () => {
    const { plugin, bootstrap, list, kernel, log } = lab()
    await bootstrap(plugin('a'), plugin('b', { requires: ['a'] }))
    list(
      plugin('a', { version: '2.0.0', load: async () => boom() }),
      plugin('b', needs({ a: '*' })),
    )
    log.length = 0
    await expect(kernel.upgrade('a')).rejects.toThrow('boom')
    expect(log).toEqual([])
    expect(await kernel.load('a')).toMatchObject({ version: '1.0.0', state: 'ready' })
  })

  it.each(['init', 'start'] as const)(
    'whose %s fails gives way to the old release',
    async (hook) => {
      const { plugin, bootstrap, list, kernel, log } = lab()
      await bootstrap(plugin('a'), plugin('b', { requires: ['a'] }))
      list(
        plugin('a', { version: '2.0.0', [hook]: boom }),
        plugin('b', { requires: ['a'], version: '1.0.0' }),
      )
      log.length = 0
      await expect(kernel.upgrade('a')).rejects.toMatchObject({
        code: 'RELEASE_ROLLED_BACK',
        cause: expect.objectContaining({ code: 'LIFECYCLE_THREW' }),
      })
      expect(kernel.status('b')?.state).toBe('ready')
      expect(await kernel.load('a')).toMatchObject({ version: '1.0.0', state: 'ready' })
      // Every generation that was opened is disposed of, but for the two that run.
      const count = (line: string) => log.filter((other) => other === line).length
      expect([count('dispose a'), count('dispose b')]).toEqual([2, 2])
    },
  )

  it('whose own probe says that it is not well gives way to the old release', async () => {
    const { plugin, bootstrap, list, kernel } = lab()
    const healthCheck = () => ({ healthy: false, message: 'no server' })
    await bootstrap(plugin('a'))
    list(plugin('a', { version: '2.0.0', healthCheck }))
    await expect(kernel.upgrade('a')).rejects.toMatchObject({
      code: 'RELEASE_ROLLED_BACK',
      cause: expect.objectContaining({ code: 'LIFECYCLE_UNHEALTHY' }),
    })
    expect(await kernel.load('a')).toMatchObject({ version: '1.0.0', state: 'ready' })
  })

  it('moves along what the new release needs, and what is wired to it and has one too', async () => {
    const { plugin, bootstrap, list, kernel } = lab()
    await bootstrap(
      plugin('base'),
      plugin('other'),
      plugin('a', needs({ base: '^1.0.0' })),
      plugin('b', needs({ a: '^1.0.0' })),
    )
    list(
      plugin('base', { version: '2.0.0' }),
      plugin('other', { version: '2.0.0' }),
      plugin('a', { ...needs({ base: '^2.0.0' }), version: '2.0.0' }),
      plugin('b', { ...needs({ a: '^2.0.0' }), version: '2.0.0' }),
    )
    await kernel.upgrade('a')
    const versions = ['base', 'other', 'a', 'b'].map((id) => kernel.plugins.get(id)?.version)
    expect(versions).toEqual(['2.0.0', '1.0.0', '2.0.0', '2.0.0'])
  })

  it('is refused when a running plugin could then not run', async () => {
    const { plugin, bootstrap, list, kernel, log } = lab()
    await bootstrap(plugin('a'), plugin('b', { requires: ['a'] }))
    list(
      plugin('a', { version: '2.0.0' }),
      plugin('b', {
        requires: ['a'],
        refused: { code: 'RESOLVE_MISSING', why: 'needs "a" in "^1.0.0"' },
      }),
    )
    log.length = 0
    await expect(kernel.upgrade('a')).rejects.toMatchObject({
      code: 'RELEASE_REFUSED',
      why: expect.stringContaining('"b"'),
    })
    expect(log).toEqual([])
  })

  it('hands state over, also back to the old release when the new one fails', async () => {
    const { plugin, bootstrap, list, kernel, log } = lab()
    const restore = (state: unknown) => void log.push(`restore ${JSON.stringify(state)}`)
    const serialize = () => ({ count: 3 })
    await bootstrap(plugin('a', { serialize, restore }))
    list(plugin('a', { version: '2.0.0', restore, serialize }))
    await kernel.upgrade('a')
    expect(log).toContain('restore {"count":3}')
    log.length = 0
    list(plugin('a', { version: '3.0.0', restore: boom }))
    await expect(kernel.upgrade('a')).rejects.toMatchObject({ code: 'RELEASE_ROLLED_BACK' })
    expect(log).toContain('restore {"count":3}')
    expect(await kernel.load('a')).toMatchObject({ version: '2.0.0' })
  })

  it('says so when the old release does not come back either', async () => {
    const { plugin, bootstrap, list, kernel } = lab()
    const load = vi.fn(plugin('a').load)
    await bootstrap(plugin('a', { load }))
    load.mockRejectedValue(new Error('gone'))
    list(plugin('a', { version: '2.0.0', init: boom }))
    await expect(kernel.upgrade('a')).rejects.toMatchObject({ code: 'RELEASE_LOST' })
    expect(kernel.status('a')?.state).toBe('failed')
  })

  it('of a plugin that does not run takes the new release and starts nothing', async () => {
    const { plugin, bootstrap, list, kernel, log } = lab()
    await bootstrap(plugin('a', { strategy: 'lazy' }))
    list(plugin('a', { strategy: 'lazy', version: '2.0.0' }))
    await expect(kernel.upgrade('a')).resolves.toMatchObject({ version: '2.0.0', state: 'pending' })
    expect(log).toEqual([])
  })

  it('ends with the shutdown, also while it downloads', async () => {
    const { plugin, bootstrap, list, kernel, log } = lab()
    await bootstrap(plugin('a'))
    const load = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    const asked = vi.fn(load)
    list(plugin('a', { version: '2.0.0', load: asked }))
    const upgrade = kernel.upgrade('a')
    await vi.waitFor(() => expect(asked).toHaveBeenCalled())
    await Promise.all([expect(upgrade).rejects.toThrow('shutdown'), kernel.shutdown()])
    expect(log).toEqual(['init a', 'start a', 'destroy a', 'dispose a'])
  })

  it('comes after an unload that was asked for before, and then has nothing to do', async () => {
    const { plugin, bootstrap, list, kernel } = lab()
    await bootstrap(plugin('a'))
    list(plugin('a', { version: '2.0.0' }))
    await Promise.all([kernel.unload('a'), kernel.upgrade('a')])
    expect(kernel.status('a')?.state).toBe('unloaded')
    expect(await kernel.load('a')).toMatchObject({ version: '2.0.0', state: 'ready' })
  })

  it('waits for a load of the plugin that is under way', async () => {
    const { plugin, bootstrap, list, kernel } = lab()
    await bootstrap(plugin('a', { strategy: 'lazy' }))
    const load = kernel.load('a')
    list(plugin('a', { strategy: 'lazy', version: '2.0.0' }))
    const [loaded, upgraded] = await Promise.all([load, kernel.upgrade('a')])
    expect(loaded).toBe(upgraded)
    expect(upgraded).toMatchObject({ version: '2.0.0', state: 'ready' })
  })
})
