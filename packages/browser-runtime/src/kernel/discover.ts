import type { Discovery } from '../plugin.ts'
import type { KernelCore } from './core.ts'
import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import type { Registration } from './registration.ts'
import { bringUpTogether } from './load.ts'
import { isSameRelease } from './new-release.ts'
import { reportLost } from './restart.ts'
import { hold } from './start-levels.ts'
import { isAtRest } from './take-down.ts'
import { inOrder } from './wiring.ts'

/**
 * Gives the way to read the catalogs again, one more if it is named, and to take over what they and
 * the plan say now. One after another, so that an older answer never comes after a newer one.
 */
export function createDiscover(kernel: LateKernel): Discover {
  let last: Promise<unknown> = Promise.resolve()
  const again: Discover['again'] = (address) => {
    const discovery = last.then(() => discover(kernel, address))
    last = discovery.catch(() => {})
    return discovery
  }
  return {
    again,
    async renew() {
      // What has been read may wait for its turn to be taken over.
      await ((await kernel.core.ports.isRenewed?.()) ? again() : last)
    },
  }
}

export interface Discover {
  again(address?: string): Promise<Discovery>
  /** Takes over what the catalogs say now, if that is something else. */
  renew(): Promise<void>
}

async function discover(kernel: LateKernel, address?: string): Promise<Discovery> {
  const { core } = kernel
  await kernel.ready('discover')
  const found = (await core.resolve?.({ address })) ?? []
  await kernel.ready('discover')
  const discovery = await kernel.change([], async () => adopt(kernel, found))
  await core.ports.settled?.()
  return discovery
}

/** Starts, of the plugins that appeared, those that start by themselves. */
export async function startNew(kernel: LateKernel, { added }: Discovery): Promise<void> {
  const { core } = kernel
  const plugins = added.map((id) => core.plugins.get(id)).filter((plugin) => plugin !== undefined)
  const eager = plugins.filter(
    ({ strategy, held }) => !held && (strategy === 'eager' || strategy === 'parallel'),
  )
  await bringUpTogether(kernel, eager)
  reportLost(kernel, eager)
}

/** At one blow: nobody may see half of it. */
function adopt(kernel: LateKernel, found: readonly Registration[]): Discovery {
  const { core, tools } = kernel
  const { plugins, ports } = core
  const ids = new Set(found.map(({ id }) => id))
  const added: string[] = []
  const changed: string[] = []
  for (const registration of found) {
    const { id } = registration
    const known = plugins.get(id)
    if (!known) {
      tools.add(registration)
      added.push(id)
      continue
    }
    if (!isSameRelease(known.next ?? known, registration)) changed.push(id)
    offer(known, registration)
  }
  const removed = [...plugins.values()].filter(({ id, gone }) => !ids.has(id) && !gone)
  for (const plugin of removed) remove(kernel, plugin)
  sort(core, found)
  hold(core)
  if (core.state === 'running') {
    for (const pluginId of added) ports.events.emit('dynamic-discover', { pluginId })
  }
  ports.changed()
  return { added, changed, removed: removed.map(({ id }) => id) }
}

/** A plugin that runs goes on as it is, until it is upgraded or loaded anew. */
function offer(known: ManagedPlugin, registration: Registration) {
  known.gone = false
  if (isAtRest(known)) Object.assign(known, registration, { next: undefined })
  else known.next = registration
}

function remove({ core, tools }: LateKernel, plugin: ManagedPlugin) {
  const { id, version } = plugin
  const { report } = core.ports.events
  plugin.gone = true
  plugin.next = undefined
  if (isAtRest(plugin)) core.plugins.delete(id)
  else
    void tools
      .late('catalogPluginGone', { id, version })
      .then((error) => report(error, id, 'warning'))
}

/** The plan's order, as far as what runs in an older release allows it. */
function sort({ plugins }: KernelCore, found: readonly Registration[]) {
  const listed = found.map(({ id }) => plugins.get(id)).filter((plugin) => plugin !== undefined)
  const order = inOrder([...new Set([...listed, ...plugins.values()])])
  plugins.clear()
  for (const plugin of order) plugins.set(plugin.id, plugin)
}
