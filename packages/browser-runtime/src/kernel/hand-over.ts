import type { HookOptions, PluginDefinition } from '../plugin.ts'
import type { KernelCore } from './core.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import type { StartTools } from './handed.ts'
import type { LoadedPlugin, Registration } from './registration.ts'
import { isReady } from './take-down.ts'

/** What a generation leaves behind for the next one of its plugin. */
export interface HandOver {
  /** Makes the next load of the plugin restore the state; the bytes are still here for it. */
  give(): void
  /** Ends the offer, and lets go of the bytes that nobody uses any more. */
  end(): void
}

/**
 * Takes from a running plugin what its next generation gets: the state that `serialize` gives, if it
 * has that hook, and bytes that need not be fetched again. A `serialize` that fails is reported, and
 * the next generation starts afresh.
 */
export async function takeOver(
  plugin: ManagedPlugin,
  core: KernelCore,
  tools: StartTools,
): Promise<HandOver> {
  const state = await serialize(plugin, core, tools)
  const { loaded } = plugin
  const { dispose } = loaded ?? {}
  // The plugin stops as ever; its bytes stay until the next generation has them.
  if (loaded) Object.assign(loaded, { dispose() {} })
  let load: Registration['load'] | undefined
  return {
    give() {
      if (state === undefined) return
      const own = plugin.load
      load = own
      Object.assign(plugin, {
        load: async (...args: Parameters<Registration['load']>) =>
          restoring(await own(...args), state, plugin, tools),
      })
    },
    end() {
      if (load) Object.assign(plugin, { load })
      dispose?.()
    },
  }
}

async function serialize(plugin: ManagedPlugin, { ports }: KernelCore, tools: StartTools) {
  const { id, version } = plugin
  if (!isReady(plugin)) return
  try {
    return await tools.runHook(plugin, 'serialize')
  } catch (cause) {
    const error = await tools.late('reloadSerializeFailed', { id, version, cause })
    ports.events.report(error, id, 'warning')
  }
}

/** `init`, then `restore`. A generation that cannot restore is one that cannot be initialised. */
function restoring(
  loaded: LoadedPlugin,
  state: unknown,
  { id, version }: Registration,
  { late: explain }: StartTools,
): LoadedPlugin {
  const { definition } = loaded
  if (!definition.restore) return loaded
  async function fail(cause: unknown) {
    throw await explain('reloadRestoreFailed', { id, version, cause })
  }
  // Nothing is awaited that is no promise: with the mode "sync", `init` must not return one.
  function restore(options: HookOptions) {
    try {
      const restored = definition.restore?.(state, options)
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
