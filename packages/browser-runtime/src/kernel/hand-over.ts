import type { HookOptions, PluginDefinition } from '../plugin.ts'
import type { KernelCore } from './core.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import type { StartTools } from './handed.ts'
import type { LoadedPlugin, Registration } from './registration.ts'
import { snapshot, type Snapshot } from './state-snapshot.ts'
import { isReady } from './take-down.ts'

/** What a generation leaves behind for the next one of its plugin. */
export interface HandOver {
  /** Makes the next load of the plugin restore the state; the bytes are still here for it. */
  give(to?: ManagedPlugin): void
  /** Ends the offer, and lets go of the bytes that nobody uses any more. */
  end(): void
}

/**
 * Takes from a running plugin what its next generation gets: a copy of the state that `serialize`
 * gives, if it has that hook, and bytes that need not be fetched again. A `serialize` that fails is
 * reported, and the next generation starts afresh.
 */
export async function takeOver(
  plugin: ManagedPlugin,
  core: KernelCore,
  tools: StartTools,
): Promise<HandOver> {
  const kept = await serialize(plugin, core, tools)
  return handOver(plugin, kept, core, tools)
}

/** The same for a plugin whose state is not kept. */
export function handOver(
  plugin: ManagedPlugin,
  kept: Snapshot | undefined,
  core: KernelCore,
  tools: StartTools,
): HandOver {
  const { loaded } = plugin
  const { dispose } = loaded ?? {}
  // The plugin stops as ever; its bytes stay until the next generation has them.
  if (loaded) Object.assign(loaded, { dispose() {} })
  const given = new Map<ManagedPlugin, Registration['load']>()
  return {
    give(to = plugin) {
      if (kept?.state === undefined) return
      const own = to.load
      given.set(to, own)
      Object.assign(to, {
        load: async (...args: Parameters<Registration['load']>) =>
          restoring(await serialized(await own(...args)), kept, to, core, tools),
      })
    },
    end() {
      for (const [to, load] of given) Object.assign(to, { load })
      dispose?.()
    },
  }
}

async function serialize(plugin: ManagedPlugin, { ports }: KernelCore, tools: StartTools) {
  const { id, version, loaded } = plugin
  const warn = (error: unknown) => ports.events.report(error, id, 'warning')
  if (!isReady(plugin)) return
  try {
    const own = { ...plugin, loaded: loaded && (await serialized(loaded)) }
    const state = await tools.runHook(own, 'serialize')
    const kept = snapshot(state, own.loaded?.definition.stateVersion ?? 0)
    const { leftOut } = kept
    if (leftOut.length) warn(await tools.late('reloadStateLeftOut', { id, version, leftOut }))
    return kept
  } catch (cause) {
    warn(await tools.late('reloadSerializeFailed', { id, version, cause }))
  }
}

/** With the serializer that the manifest names. What the dev server serves has it already. */
async function serialized(loaded: LoadedPlugin): Promise<LoadedPlugin> {
  const { manifest, release, definition, link } = loaded
  const isAsked = manifest.loading?.hotReload?.stateSerialization?.enabled
  if (!isAsked || !link || release?.manifest.executor !== 'factory') return loaded
  const { serializerOf, withHooks } = await import('../own-hooks.ts')
  const hooks = serializerOf(await link(release.manifest.entry), manifest.loading)
  return { ...loaded, definition: withHooks(definition, hooks) }
}

/** `init`, then `restore`. A generation that cannot restore is one that cannot be initialised. */
function restoring(
  loaded: LoadedPlugin,
  kept: Snapshot,
  { id, version }: Registration,
  { ports }: KernelCore,
  { late: explain }: StartTools,
): LoadedPlugin {
  const { definition } = loaded
  const { stateVersion = 0 } = definition
  if (!definition.restore) return loaded
  if (kept.version !== stateVersion && !definition.migrate) {
    const facts = { id, version, from: kept.version, to: stateVersion }
    void explain('reloadStateVersion', facts).then((error) =>
      ports.events.report(error, id, 'warning'),
    )
    return loaded
  }
  async function fail(cause: unknown) {
    throw await explain('reloadRestoreFailed', { id, version, cause })
  }
  // Nothing is awaited that is no promise: with the mode "sync", `init` must not return one.
  function restore(options: HookOptions) {
    try {
      const restored = handTo(definition, kept, options)
      return restored instanceof Promise ? restored.catch(fail) : restored
    } catch (cause) {
      return fail(cause)
    }
  }
  const init: PluginDefinition['init'] = (context, options) => {
    const initialised = definition.init(context, options)
    return initialised instanceof Promise
      ? initialised.then(() => restore(options))
      : restore(options)
  }
  return { ...loaded, definition: withInit(definition, init) }
}

/** Each attempt gets a copy of its own: the one before may have changed what it was given. */
function handTo(definition: PluginDefinition, kept: Snapshot, options: HookOptions): unknown {
  const { stateVersion = 0 } = definition
  const state: unknown = structuredClone(kept.state)
  if (kept.version === stateVersion) return definition.restore?.(state, options)
  const migrated = definition.migrate?.(state, kept.version)
  return migrated instanceof Promise
    ? migrated.then((now: unknown) => definition.restore?.(now, options))
    : definition.restore?.(migrated, options)
}

/** Another `init`, and else the same object: a class with private fields needs its own `this`. */
function withInit(definition: PluginDefinition, init: PluginDefinition['init']) {
  return new Proxy({} as PluginDefinition, {
    get(_, key) {
      if (key === 'init') return init
      const value: unknown = Reflect.get(definition, key)
      return typeof value === 'function' ? value.bind(definition) : value
    },
  })
}
