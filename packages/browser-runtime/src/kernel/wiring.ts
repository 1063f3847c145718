import type { ManagedPlugin } from './managed-plugin.ts'
import type { Registration } from './registration.ts'

type Plugins = readonly ManagedPlugin[]

/** These plugins and all that cannot run without one of them, in the order of `all`. */
export function withRequirers(first: Plugins, all: Plugins): ManagedPlugin[] {
  return reach(first, all, ({ requires }) => requires)
}

/** These plugins and all that were wired with one of them in mind, required or not. */
export function withWired(first: Plugins, all: Plugins): ManagedPlugin[] {
  return reach(first, all, ({ requires, wants }) => [...requires, ...wants])
}

/** Plugins that use a shared dependency out of the release of one of these. */
export function consumersOf(first: Plugins, all: Plugins): ManagedPlugin[] {
  const ids = first.map(({ id }) => id)
  return all.filter((plugin) => providersFor(plugin).some((provider) => ids.includes(provider)))
}

/** Who provides the shared dependencies of a plugin: `host`, or ids of plugins. */
function providersFor({ id, listed, shared = {} }: Registration): string[] {
  return Object.entries(listed?.shared ?? {}).flatMap(([name, ranges]) =>
    [ranges].flat().flatMap((range) => {
      const key = `${name}@${range}`
      // The plan answers one plugin in its own way where that differs from the answer for all.
      return shared[`${id} ${key}`] ?? shared[key] ?? []
    }),
  )
}

/** The plugins in an order in which none comes before what it needs, else as they are listed. */
export function inOrder(plugins: Plugins): ManagedPlugin[] {
  const left = new Map(plugins.map((plugin) => [plugin.id, plugin]))
  const order: ManagedPlugin[] = []
  for (;;) {
    const rest = [...left.values()]
    const isFree = ({ id, requires, wants }: ManagedPlugin) =>
      ![...requires, ...wants].some((other) => other !== id && left.has(other))
    // In a cycle nobody is free, and the order of the list holds.
    const [first] = rest.filter(isFree).concat(rest)
    if (!first) return order
    left.delete(first.id)
    order.push(first)
  }
}

function reach(
  first: Plugins,
  all: Plugins,
  needs: (plugin: ManagedPlugin) => readonly string[],
): ManagedPlugin[] {
  const found = new Set(first)
  // A set grows while it is walked, until no plugin needs one that is in it.
  for (const { id } of found) {
    for (const other of all) if (needs(other).includes(id)) found.add(other)
  }
  return all.filter((plugin) => found.has(plugin))
}
