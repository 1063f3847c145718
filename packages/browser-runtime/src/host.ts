import { build, type HostBuild } from '@mortise/browser-runtime/build'
import { createEvents, type Events } from './events.ts'
import { createExtensions, type Contribution } from './extensions/extensions.ts'
import type { KernelState } from './kernel/core.ts'
import { createKernel } from './kernel/kernel.ts'
import { joinPage } from './load-plugin.ts'
import { once } from './once.ts'
import { createPage } from './page.ts'
import type {
  Dispose,
  LoadOptions,
  Plugin,
  PluginDefinition,
  PluginServices,
  PluginStatus,
} from './plugin.ts'
import { createServices } from './services/services.ts'
import type { Signals, SignalSources } from './signals/signals.ts'
import { identify, type UsedPlugin } from './used-plugin.ts'
import { whenIdle } from './when-idle.ts'

export interface HostOptions extends SignalSources {
  /** Address of a catalog, or of several: a team's own beside the company's. */
  catalog?: string | readonly string[]
  /** Instances that plugins share, by specifier; over those of the host's build. */
  shared?: HostBuild['provided']
  /** Nonce of the page's Content-Security-Policy, for scripts and style sheets of plugins. */
  nonce?: string
  /** Values for the plugins' `configuration`, by plugin id. */
  config?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export interface Host {
  readonly state: KernelState
  readonly services: PluginServices
  /**
   * Registers a plugin of the app's own code, at once.
   * @throws HOST_STARTED, HOST_PLUGIN_DUPLICATE, LIFECYCLE_PLUGIN_INVALID
   */
  use(plugin: PluginDefinition): Host
  /**
   * Reads the catalogs and starts the eager plugins. A broken catalog or plugin is reported and the
   * start goes on; only a plugin that is `critical` ends it.
   * @throws HOST_STATE; the failure of a critical plugin.
   */
  bootstrap(): Promise<void>
  /** Destroys the plugins, the last one first. @throws HOST_STATE before bootstrap. */
  shutdown(): Promise<void>
  /**
   * Loads, initialises and starts a plugin and what it needs; callers at the same time share one load.
   * An aborted signal rejects with its reason at once.
   * @throws HOST_NOT_RUNNING, HOST_PLUGIN_UNKNOWN, and why the plugin failed.
   */
  loadPlugin(id: string, options?: LoadOptions): Promise<Plugin>
  /** Stops a plugin and those that need it, and gives its memory back. @throws HOST_PLUGIN_UNKNOWN */
  unload(id: string): Promise<void>
  /** What became of a plugin; nothing for an id that the plan does not have. */
  status(id: string): PluginStatus | undefined
  /** What plugins contribute to a point, from their manifests: no plugin code is loaded. */
  extensions<Value extends object = Record<string, unknown>>(
    point: string,
  ): readonly Contribution<Value>[]
  /** Listens to an event of the contract, or to `diagnostic`. */
  on: Events['on']
  /** Calls back when a status or the contributions have changed. */
  subscribe(listener: () => void): Dispose
  /** Route and roles as they are now. */
  signals(): Promise<Signals>
}

export function createHost(options: HostOptions = {}): Host {
  const { catalog = [], shared, nonce, config = {} } = options
  const events = createEvents()
  const subscribers = new Set<() => void>()
  const changed = () => subscribers.forEach(events.guard)
  const services = createServices(events)
  const extensions = createExtensions(changed)
  const kernel = createKernel({ events, services, changed }, whenIdle)
  const used: UsedPlugin[] = []
  const resolve = createPage({
    events,
    catalogs: [catalog].flat(),
    provided: { ...build.provided, ...shared },
    // The build knew nothing of other shared instances.
    planInput: shared ? undefined : build.plan,
    nonce,
    config,
  })

  const host: Host = {
    get state() {
      return kernel.state
    },
    services,
    use(definition) {
      const plugin = identify(definition)
      kernel.reserve(plugin)
      used.push(plugin)
      return host
    },
    bootstrap: () =>
      kernel.bootstrap(async () => {
        const { registrations, contributions } = await resolve(used)
        extensions.set(contributions)
        return registrations
      }),
    async shutdown() {
      await kernel.shutdown()
      leavePage()
    },
    loadPlugin: kernel.load,
    unload: kernel.unload,
    status: kernel.status,
    extensions: <Value extends object>(point: string) =>
      extensions.get(point) as readonly Contribution<Value>[],
    on: events.on,
    subscribe(listener) {
      subscribers.add(listener)
      return () => subscribers.delete(listener)
    },
    signals: once(async () => {
      const module = await import('./signals/signals.ts')
      return module.createSignals(options)
    }),
  }
  const leavePage = joinPage(host)
  return host
}
