import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDeployLab, show, type DeployedPlugin } from '../../test/deploy-lab.ts'

let lab: ReturnType<typeof createDeployLab>
beforeEach(() => {
  lab = createDeployLab()
})
afterEach(() => lab.restore())

const a = (release: number, more: Partial<DeployedPlugin> = {}): DeployedPlugin => ({
  id: 'a',
  release,
  ...more,
})
const b = (release: number, more: Partial<DeployedPlugin> = {}): DeployedPlugin => ({
  ...a(release, more),
  id: 'b',
})
const eager = { entry: { strategy: 'eager' } } as const
const broken = { hooks: 'start(){throw new Error("broken")}' }

/** A deploy that deletes what was there before. */
async function replace(plugins: readonly DeployedPlugin[]) {
  await lab.deploy(plugins)
  lab.deleteOld()
}

describe('a page whose release is no longer on the server', () => {
  it('opens a feature that nobody has opened from the next release, with its state', async () => {
    await lab.deploy([a(1)])
    const tab = await lab.open()
    const { state } = await show(tab, 'a', 'list')
    state.count = 7
    await replace([a(2)])
    const shown = await show(tab, 'a', 'detail')
    expect(shown).toMatchObject({ release: 'a detail 2', common: '2', state: { count: 7 } })
    expect((await show(tab, 'a', 'list')).release).toBe('a list 2')
  })

  it('goes on with what it has while nothing is missing', async () => {
    await lab.deploy([a(1)])
    const tab = await lab.open()
    const before = await show(tab, 'a', 'list')
    await replace([a(2)])
    expect(await show(tab, 'a', 'list')).toBe(before)
  })

  it('loads a plugin that it has not used yet in the release that the catalog has now', async () => {
    await lab.deploy([a(1), b(1)])
    const tab = await lab.open()
    await replace([a(2), b(2)])
    expect((await show(tab, 'b', 'list')).release).toBe('b list 2')
  })

  it('starts what the deploy took away between catalog and chunks', async () => {
    await lab.deploy([a(1, eager)])
    lab.deleteAll()
    await lab.deployBehind([a(2, eager)])
    const tab = await lab.open()
    await vi.waitFor(() => expect(tab.host.status('a')?.state).toBe('ready'))
    expect((await show(tab, 'a', 'list')).release).toBe('a list 2')
  })

  it('opens it from this device, in the release that runs, when that was kept', async () => {
    await lab.deploy([a(1, { loading: { caching: { storage: 'indexeddb' } } })])
    const other = await lab.open()
    await show(other, 'a', 'list')
    const cache = await other.host.cache()
    const tab = await lab.open()
    const { state } = await show(tab, 'a', 'list')
    state.count = 4
    await cache.settled()
    await replace([a(2)])
    // Another host of the page has moved on: that is no reason to serve this one nothing.
    await other.host.upgrade('a')
    const shown = await show(tab, 'a', 'detail')
    expect(shown).toMatchObject({ release: 'a detail 1', common: '1', state: { count: 4 } })
  })

  it('says what is missing when the catalog still names it', async () => {
    await lab.deploy([a(1)])
    const tab = await lab.open()
    lab.deleteAll()
    await expect(show(tab, 'a', 'list')).rejects.toMatchObject({ code: 'MANIFEST_UNREACHABLE' })
  })
})

describe('looking for new releases', () => {
  it('fetches a new release whole before it tells of it, and moves when it is asked to', async () => {
    await lab.deploy([a(1), b(1)])
    const tab = await lab.open()
    const { state } = await show(tab, 'a', 'list')
    state.count = 3
    const releases = await tab.host.releases()
    await lab.deploy([a(2), b(2)])
    expect(await releases.look()).toEqual([
      { pluginId: 'a', version: '1.0.0', nextVersion: '2.0.0' },
    ])
    await vi.waitFor(() => expect(tab.diagnostics).toContain('RELEASE_READY'))
    expect(lab.requests).toContain('plugins.json no-cache')
    // Nobody has used it.
    expect(lab.requests).not.toContain('b/2.json')
    expect((await show(tab, 'a', 'list')).release).toBe('a list 1')
    await tab.host.upgrade('a')
    expect(await show(tab, 'a', 'list')).toMatchObject({ release: 'a list 2', state: { count: 3 } })
    expect(releases.next()).toEqual([])
  })

  it('tells of a release again that comes back', async () => {
    const onReady = vi.fn()
    await lab.deploy([a(1)])
    const tab = await lab.open()
    tab.host.on('diagnostic', ({ code, why }) => code === 'RELEASE_READY' && onReady(why))
    await show(tab, 'a', 'list')
    const releases = await tab.host.releases()
    for (const [index, release] of [2, 1, 2].entries()) {
      await lab.deploy([a(release)])
      await releases.look()
      await releases.look()
      await vi.waitFor(() => expect(onReady).toHaveBeenCalledTimes(index + 1))
      await tab.host.upgrade('a')
    }
  })

  it('leaves a release alone that is not there completely', async () => {
    await lab.deploy([a(1)])
    const tab = await lab.open()
    await show(tab, 'a', 'list')
    await lab.deploy([a(2)])
    const undo = lab.lose('a', 'help')
    const releases = await tab.host.releases()
    expect(await releases.look()).toEqual([])
    await tab.host.unload('a')
    expect((await show(tab, 'a', 'list')).release).toBe('a list 1')
    undo()
    expect(await releases.look()).toHaveLength(1)
  })
})

describe('a release that fails here', () => {
  it('gives way to the last good one, and is not run again by the next page', async () => {
    await lab.deploy([a(1)])
    const first = await lab.open()
    await show(first, 'a', 'list')
    await lab.deploy([a(2, broken)])
    await expect(first.host.upgrade('a')).rejects.toMatchObject({ code: 'RELEASE_ROLLED_BACK' })
    const next = await lab.open()
    const onError = vi.fn()
    next.host.on('plugin:error', onError)
    expect((await show(next, 'a', 'list')).release).toBe('a list 1')
    expect(onError).not.toHaveBeenCalled()
    const { bad } = await next.host.releases()
    expect(bad()).toMatchObject([{ pluginId: 'a', version: '2.0.0', code: 'LIFECYCLE_THREW' }])
    await vi.waitFor(() => expect(next.diagnostics).toContain('RELEASE_SKIPPED'))
    // The next one is taken.
    await lab.deploy([a(3)])
    const last = await lab.open()
    expect((await show(last, 'a', 'list')).release).toBe('a list 3')
  })

  it('gives way at a start too, for those that need it as well', async () => {
    const needs = (range: string) => ({ entry: { ...eager.entry, dependencies: { a: range } } })
    await lab.deploy([a(1, eager), b(1, needs('^1.0.0'))])
    const first = await lab.open()
    await remembered('a', 'b')
    await first.host.shutdown()
    await lab.deploy([a(2, { ...eager, ...broken }), b(2, needs('^2.0.0'))])
    const tab = await lab.open()
    await vi.waitFor(() => expect(tab.host.status('b')?.state).toBe('ready'))
    expect((await show(tab, 'a', 'list')).release).toBe('a list 1')
    expect((await show(tab, 'b', 'list')).release).toBe('b list 1')
    const next = await lab.open()
    expect([next.host.status('a')?.state, next.host.status('b')?.state]).toEqual(['ready', 'ready'])
    expect(next.diagnostics).not.toContain('LIFECYCLE_THREW')
  })

  it('is tried again when it is forgotten', async () => {
    await lab.deploy([a(1)])
    const first = await lab.open()
    await show(first, 'a', 'list')
    await lab.deploy([a(2, broken)])
    await expect(first.host.upgrade('a')).rejects.toThrow('broken')
    const releases = await first.host.releases()
    releases.forget('a')
    expect(releases.bad()).toEqual([])
    await expect(first.host.upgrade('a')).rejects.toThrow('broken')
  })

  it('is not to blame for the network, nor when it has run well here before', async () => {
    await lab.deploy([a(1)])
    const first = await lab.open()
    await show(first, 'a', 'list')
    const failing = (text: string) => a(2, { hooks: `start(){throw new TypeError("${text}")}` })
    await lab.deploy([failing('Failed to fetch')])
    await expect(first.host.upgrade('a')).rejects.toMatchObject({ code: 'RELEASE_ROLLED_BACK' })
    expect((await first.host.releases()).bad()).toEqual([])
  })
})

/** What runs is remembered when the page is idle. */
async function remembered(...ids: string[]) {
  await vi.waitFor(() => {
    const good = localStorage.getItem('mortise:good') ?? ''
    for (const id of ids) expect(good).toContain(`"id":"${id}"`)
  })
}
