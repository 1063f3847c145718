import type { CatalogEntry } from '@mortise/shared'
import type { KernelCore } from '../kernel/core.ts'
import type { Target } from './plan-preload.ts'

type Plugins = KernelCore['plugins']

/** All plugins that this one needs, without itself. */
export function dependenciesOf(id: string, plugins: Plugins): string[] {
  const ids = new Set([id])
  // A set grows while it is walked.
  for (const one of ids) for (const other of plugins.get(one)?.requires ?? []) ids.add(other)
  return [...ids].filter((one) => one !== id)
}

/** Plugins whose build manifests say where the files of a target lie, or hold its definitions. */
export function manifestsOf({ entry, resources }: Target, plugins: Plugins): string[] {
  const { id } = entry
  const dependencies = dependenciesOf(id, plugins)
  const needed = [
    id,
    ...(resources.has('dependencies') ? [...dependencies, ...providersOf(entry, plugins)] : []),
    // Definitions of services stand in the manifests of the plugins that provide them.
    ...(resources.has('services') ? dependencies.filter((one) => offers(one, plugins)) : []),
  ]
  return [...new Set(needed)]
}

/** The plugin, and all that it loads with it: other plugins, and those with the copies that they share. */
export function wholeOf(id: string, plugins: Plugins): string[] {
  const ids = new Set([id])
  // A set grows while it is walked.
  for (const one of ids) {
    const { requires = [], wants = [], listed } = plugins.get(one) ?? {}
    const providers = listed ? providersOf(listed, plugins) : []
    for (const other of [...requires, ...wants, ...providers]) ids.add(other)
  }
  return [...ids]
}

/** Plugins that the plan has provide a shared dependency of this one. */
function providersOf({ id, shared: wanted = {} }: CatalogEntry, plugins: Plugins): string[] {
  const { shared = {} } = plugins.get(id) ?? {}
  return Object.entries(wanted)
    .flatMap(([name, ranges]) => [ranges].flat().map((range) => `${name}@${range}`))
    .flatMap((key) => shared[`${id} ${key}`] ?? shared[key] ?? [])
    .filter((provider) => provider !== 'host')
}

const offers = (id: string, plugins: Plugins) =>
  Object.keys(plugins.get(id)?.listed?.services ?? {}).length > 0
