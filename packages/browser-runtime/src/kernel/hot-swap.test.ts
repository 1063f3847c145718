import type { BuildManifest } from '@mortise/shared'
import { describe, expect, it, vi } from 'vitest'
import { lab } from '../../test/kernel-lab.ts'
import type { HotSwap } from './hot-swap.ts'
import type { Registration } from './registration.ts'

const boom = () => {
  throw new Error('boom')
}

type Hooks = Parameters<ReturnType<typeof lab>['plugin']>[1]

/** A page with a plugin `a`, and what its next load brings. */
async function page(hooks: Hooks = {}, ...others: Registration[]) {
  const made = lab()
  const { plugin, bootstrap } = made
  const load = vi.fn(plugin('a', hooks).load)
  await bootstrap(plugin('a', { load }), ...others)
  made.log.length = 0
  const states: string[] = []
  const status = () => made.kernel.status('a')
  const next = (then: Hooks) => load.mockImplementation(plugin('a', then).load)
  const how: HotSwap = { keepsState: true, takeBack: () => next(hooks) }
  return { ...made, next, how, states, status }
}

describe('a hot swap', () => {
  it('stops the old generation, starts the next one with the state, and touches nobody else', async () => {
    const { plugin } = lab()
    const { kernel, next, how, log, status } = await page(
      { serialize: () => ({ count: 3 }) },
      plugin('b', { requires: ['a'] }),
    )
    const handle = await kernel.load('a')
    next({ restore: (state) => void log.push(`restore ${JSON.stringify(state)}`) })
    await expect(kernel.swap('a', how)).resolves.toBe('swapped')
    expect(log).toEqual(['destroy a', 'init a', 'restore {"count":3}', 'start a', 'dispose a'])
    expect(status()).toMatchObject({ state: 'ready', generation: 1 })
    expect(await kernel.load('a')).toBe(handle)
    await kernel.shutdown()
    expect(log.slice(-2)).toEqual(['destroy a', 'dispose a'])
  })

  it('is `reloading` to the page all the while', async () => {
    const { kernel, next, how, status } = await page()
    const seen: unknown[] = []
    next({
      init: () => void seen.push(status()?.state),
      start: () => void seen.push(status()?.state),
    })
    await kernel.swap('a', how)
    expect(seen).toEqual(['reloading', 'reloading'])
  })

  it.each(['init', 'start', 'restore'] as const)(
    'whose %s fails gives way to the generation before, with its state',
    async (hook) => {
      const restored = vi.fn()
      const own = { serialize: () => new Map([['count', 3]]), restore: restored }
      const { kernel, next, how, status } = await page(own)
      next({ restore() {}, [hook]: boom })
      await expect(kernel.swap('a', how)).rejects.toMatchObject({ code: 'RELOAD_ROLLED_BACK' })
      expect(restored.mock.lastCall?.[0]).toEqual(new Map([['count', 3]]))
      expect(status()).toMatchObject({ state: 'ready', generation: 1 })
    },
  )

  it('whose `after` fails gives way too, and the next generation is destroyed', async () => {
    const { kernel, next, how, log } = await page()
    next({ destroy: () => void log.push('destroy next') })
    const after = async () => boom()
    await expect(kernel.swap('a', { ...how, after })).rejects.toThrow('boom')
    expect(log).toContain('destroy next')
    expect(kernel.status('a')?.state).toBe('ready')
  })

  it('stops nothing when `before` fails', async () => {
    const { kernel, how, log } = await page()
    const before = async () => boom()
    await expect(kernel.swap('a', { ...how, before })).rejects.toThrow('boom')
    expect(log).toEqual([])
    expect(kernel.status('a')).toMatchObject({ state: 'ready', generation: 0 })
  })

  it('says so when the generation before does not come back either', async () => {
    const { kernel, next, how, status } = await page()
    next({ init: boom })
    const takeBack = () => {}
    await expect(kernel.swap('a', { ...how, takeBack })).rejects.toMatchObject({
      code: 'RELOAD_LOST',
    })
    expect(status()?.state).toBe('failed')
    next({})
    await kernel.load('a')
    expect(status()?.state).toBe('ready')
  })

  it('asks for nothing again but the code: the release is the one that runs', async () => {
    const made = lab()
    const own = made.plugin('a').load
    const manifest = { features: {}, chunks: {} } as unknown as BuildManifest
    const release = { manifest, url: 'https://host.example/a/manifest.json' }
    const load = vi.fn(async (signal: AbortSignal) => ({ ...(await own(signal)), release }))
    await made.bootstrap(made.plugin('a', { load }))
    await made.kernel.swap('a', { keepsState: true })
    expect(load.mock.lastCall?.at(2)).toBe(release)
  })

  it('of a plugin that does not run is none', async () => {
    const { kernel, how, log } = await page()
    await kernel.unload('a')
    log.length = 0
    await expect(kernel.swap('a', how)).resolves.toBe('idle')
    expect(log).toEqual([])
  })

  it('takes no state where none is kept', async () => {
    const serialize = vi.fn(() => 1)
    const { kernel, how } = await page({ serialize })
    await kernel.swap('a', { ...how, keepsState: false })
    expect(serialize).not.toHaveBeenCalled()
  })
})

describe('state of another version', () => {
  it('is migrated', async () => {
    const { kernel, next, how } = await page({ serialize: () => ({ name: 'x' }) })
    const restore = vi.fn()
    const migrate = vi.fn(({ name }) => ({ title: name }))
    next({ restore, migrate, stateVersion: 2 } as Hooks)
    await kernel.swap('a', how)
    expect(migrate).toHaveBeenCalledWith({ name: 'x' }, 0)
    expect(restore.mock.lastCall?.[0]).toEqual({ title: 'x' })
  })

  it('is left, and told of, where nothing migrates it', async () => {
    const { kernel, next, how, diagnostics } = await page({ serialize: () => 1 })
    const restore = vi.fn()
    next({ restore, stateVersion: 2 } as Hooks)
    await kernel.swap('a', how)
    expect(restore).not.toHaveBeenCalled()
    expect(diagnostics).toEqual(['RELOAD_STATE_VERSION'])
  })

  it('that cannot be copied is named', async () => {
    const { kernel, how, diagnostics } = await page({ serialize: () => ({ call() {} }) })
    await kernel.swap('a', how)
    expect(diagnostics).toEqual(['RELOAD_STATE_LEFT_OUT'])
  })
})
