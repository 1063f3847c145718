import { expect, it, vi } from 'vitest'
import type { HotSwap } from '../kernel/hot-swap.ts'
import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import { newestOf, type Served, type ServedEntry } from '../loader/served-entry.ts'
import type { ReloadPorts } from './reload-ports.ts'
import { reload } from './reload.ts'
import { reloadSettings } from './reload-settings.ts'

/** A plugin that runs from `first`, and what a swap of it does. */
function page(swap: (how: HotSwap, served: Served) => void) {
  const served: Served = { listeners: new Set(), changed: new Set() }
  const first: ServedEntry = { $served: served, name: 'first' }
  newestOf(first, undefined)
  const plugin = { status: { state: 'ready' }, loaded: { features: { view: 1, list: 1 } } }
  const emit = vi.fn()
  const report = vi.fn()
  const ports = {
    events: { emit, report },
    kernel: {
      plugin: () => plugin as unknown as ManagedPlugin,
      async swap(_: string, how: HotSwap) {
        newestOf(first, undefined)
        swap(how, served)
        return 'swapped' as const
      },
    },
  } as unknown as ReloadPorts
  const edit = (name: string, hotReload = {}, $own = {}) => {
    served.module = { name, $own }
    return reload('a', served, reloadSettings({ hotReload }), ports)
  }
  return { served, first, emit, report, edit }
}

it('brings back what ran, though another edit arrives meanwhile, which then has its turn', async () => {
  const newer = { name: 'newer' }
  const { served, first, edit, report } = page((how) => {
    served.module = newer
    how.takeBack?.()
    newestOf(first, undefined)
    throw new Error('rolled back')
  })
  await edit('bad')
  expect(served.running).toBe(first)
  expect(served.module).toBe(newer)
  expect(newestOf(first, undefined)).toBe(newer)
  expect(report).toHaveBeenCalledOnce()
})

it('after a failure the next load brings what ran', async () => {
  const { served, first, edit } = page((how) => {
    how.takeBack?.()
    throw new Error('rolled back')
  })
  await edit('bad')
  expect(served.module).toBe(first)
})

it.each([
  ['full', ['view', 'list']],
  ['partial', ['view']],
  ['state-preserve', ['view']],
])('with the strategy "%s" the views of %j are made anew', async (strategy, features) => {
  const { served, emit, edit } = page((how) => how.reveal?.())
  served.changed.add('view')
  // Another definition: the entry's own modules changed.
  Object.assign(served.running ?? {}, { default: {} })
  await edit('next', { strategy })
  expect(emit).toHaveBeenCalledWith(
    'hot-reload',
    expect.objectContaining({ metadata: { strategy, features, generations: 1 } }),
  )
})

it('a version that brings no other module is none, unless an edit reached a feature', async () => {
  const { served, emit, edit } = page((how) => how.reveal?.())
  const $own = {}
  await edit('first write', { strategy: 'state-preserve' }, $own)
  expect(emit).toHaveBeenCalledOnce()
  await edit('second write', { strategy: 'state-preserve' }, $own)
  expect(emit).toHaveBeenCalledOnce()
  served.changed.add('view')
  await edit('write of a view', { strategy: 'state-preserve' }, $own)
  expect(emit).toHaveBeenCalledTimes(2)
  await edit('write of the entry', { strategy: 'state-preserve' })
  expect(emit).toHaveBeenCalledTimes(3)
})
