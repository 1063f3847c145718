import type { ExtensionPointDeclarations } from '@mortise/shared/contributions'
import { build, type HostBuild, type HostRules } from '@mortise/browser-runtime/build'
import type { CacheOptions } from './cache/cache-options.ts'
import { callLater } from './call-later.ts'
import { createContexts } from './context/context.ts'
import { createHooks, type Hooks } from './context/hooks.ts'
import { patience } from './deadline.ts'
import { createEvents, type Events } from './events.ts'
import type { ContributionTo, ExtensionPointName } from './extensions/contribution.ts'
import { createExtensions } from './extensions/extensions.ts'
import type { KernelState } from './kernel/core.ts'
import { createKernel } from './kernel/kernel.ts'
import { joinPage } from './load-plugin.ts'
import { afterStart } from './parts.ts'
import { createPage } from './page.ts'
import type {
  Health,
  Dispose,
  LoadOptions,
  Plugin,
  PluginDefinition,
  PluginStatus,
} from './plugin.ts'
import type { PluginServices } from './services/plugin-services.ts'
import { createRegistry } from './services/registry.ts'
import { createServices } from './services/services.ts'
import type { LateHost } from './late-host.ts'
import type { PreloadOptions } from './preload/preload-options.ts'
import type { ReleaseOptions } from './releases/release-options.ts'
import type { SignalSources } from './signals/signals.ts'
import type { UsedPlugin } from './used-plugin.ts'
import { whenIdle } from './when-idle.ts'

export interface HostOptions extends SignalSources, HostRules {
  /** Address of a catalog, or of several: a team's own beside the company's. */
  catalog?: string | readonly string[]
  /** Instances that plugins share, by specifier; over those of the host's build. */
  shared?: HostBuild['provided']
  /** A whole number from 0, at which nothing runs; 1 by default. */
  startLevel?: number
  /** Start levels of plugins, by id; 1 where nothing is said. */
  startLevels?: Readonly<Record<string, number>>
  /** What is kept of plugins on this device, where their manifests do not say. */
  cache?: CacheOptions
  /** Nonce of the page's Content-Security-Policy, for scripts and style sheets of plugins. */
  nonce?: string
  /** Values for the plugins' `configuration`, by plugin id. */
  config?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /**
   * Extension points of the host, over those that its build declares. What a build declares it has
   * checked too; points that only stand here are checked by the page.
   */
  extensionPoints?: ExtensionPointDeclarations
  /**
   * Which `loading.hotReload.environment` this page is, unless the dev server serves the plugins;
   * `production` by default.
   */
  environment?: 'staging' | 'production'
  /**
   * Origins from which a tab may take plugins in the place of those deployed, while somebody works on
   * them there with `mortise dev --attach`; none by default.
   */
  attach?: readonly string[]
  /** How often the page looks for new releases. */
  releases?: ReleaseOptions
  /** Limits of what is fetched before anybody asks for it. */
  preload?: PreloadOptions
}

export interface Host {
  readonly state: KernelState
  readonly services: PluginServices
  /** Named hooks, by which plugins and the app speak to each other. */
  readonly hooks: Hooks
  /**
   * Registers a plugin of the app's own code, at once.
   * What it lacks is told when the plan is made.
   * @throws HOST_STARTED, HOST_PLUGIN_DUPLICATE
   */
  use(plugin: PluginDefinition): Host
  /**
   * Reads the catalogs and starts the eager plugins. A broken catalog or plugin is reported and the
   * start goes on; only a plugin that is `critical` ends it.
   * @throws HOST_STATE; LIFECYCLE_PLUGIN_INVALID for what was given to `use` and is no plugin; the
   * failure of a critical plugin.
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
  /**
   * Stops a plugin and gives its memory back. Those that require it stop before it, and come back when
   * it is loaded again; those that can do without it start anew without it.
   * @throws HOST_PLUGIN_UNKNOWN
   */
  unload(id: string): Promise<void>
  /**
   * Reads the catalogs again and moves a running plugin to the release that they have now. It and
   * those wired to it stop and start again, in order; state goes from `serialize` to `restore`. The
   * new release is fetched before anything stops, and when it fails the old one runs again.
   * @throws HOST_PLUGIN_UNKNOWN, HOST_STATE, RELEASE_REFUSED, RELEASE_ROLLED_BACK, RELEASE_LOST, and
   * why the release could not be fetched.
   */
  upgrade: LateHost['upgrade']
  /**
   * Reads the catalogs again, and one more from now on if it is named, and plans anew. What runs goes
   * on as it is; a new eager plugin starts.
   * @throws HOST_STATE; CATALOG_* codes of the named catalog. One of the others that cannot be read is
   * reported, and counts as it was read last.
   */
  discover: LateHost['discover']
  /** Where the host stands: plugins of a higher level do not run. */
  readonly startLevel: number
  /**
   * Starts the plugins of the levels up to this one, ascending, or stops those above it, descending.
   * @throws HOST_STATE, HOST_LEVEL_INVALID
   */
  setStartLevel: LateHost['setStartLevel']
  /** Runs a plugin's `healthCheck` now. Never rejects: what goes wrong is the answer. */
  health(id: string): Promise<Health>
  /** What became of a plugin; nothing for an id that the plan does not have. */
  status(id: string): PluginStatus | undefined
  /**
   * Plugins that have stopped and of which something is still held. Waits until the browser has
   * collected what it can, and makes it do so soon; an aborted signal rejects with its reason.
   */
  leaks: LateHost['leaks']
  /**
   * What is contributed to a point and holds now, in order; the same array until that changes. No
   * plugin code is loaded for it. Contributions with a `when` are there when `bootstrap` resolves.
   */
  extensions<Given = never, Point extends ExtensionPointName = string>(
    point: Point,
  ): readonly ContributionTo<Given, Point>[]
  /**
   * What was decided about versions and order, for people and tools: it can be asked why, why not and
   * what if. @throws HOST_STATE before `bootstrap` has read the catalogs.
   */
  plan: LateHost['plan']
  /**
   * The module of the feature that a contribution names. Its plugin is loaded for it, once however
   * many ask; one that is loaded on demand is not.
   * @throws EXTENSION_WITHOUT_FEATURE, EXTENSION_ON_DEMAND; what `loadPlugin` and `feature` throw.
   */
  resolveContribution: LateHost['resolveContribution']
  /** What was preloaded so far, and what it was good for. */
  stats: LateHost['stats']
  /** Listens to an event of the contract, or to `diagnostic`. */
  on: Events['on']
  /** Calls back when a status or the contributions have changed. */
  subscribe(listener: () => void): Dispose
  /** What is kept of plugins on this device: to be listed and cleared. */
  cache: LateHost['cache']
  /**
   * New releases of what runs, and those that failed on this device. A page learns of new ones by
   * itself, and tells of each that is here completely with the diagnostic RELEASE_READY.
   */
  releases: LateHost['releases']
  /**
   * Brings plugins, and all that they need, whole to this device and runs nothing of them: for what is
   * wanted offline later. What the user waits for goes first. Gives one result for each plugin, those
   * that others need among them. @throws HOST_STATE; an aborted signal rejects with its reason.
   */
  warm: LateHost['warm']
  /** Route, roles, device, network and flags, as they are now and to be followed. */
  signals: LateHost['signals']
}

/** Methods whose code is fetched when the first of them is called. */
const lateCalls = [
  'loadPlugin',
  'unload',
  'upgrade',
  'discover',
  'setStartLevel',
  'health',
  'leaks',
  'plan',
  'resolveContribution',
  'signals',
  'cache',
  'releases',
  'stats',
  'warm',
  'shutdown',
] as const

export function createHost(options: HostOptions = {}): Host {
  const levels = { now: options.startLevel ?? 1, of: options.startLevels }
  const events = createEvents()
  const subscribers = new Set<() => void>()
  const changed = () => subscribers.forEach(events.guard)
  const registry = createRegistry()
  const used: UsedPlugin[] = []
  const late = () => kernel.onDemand()
  const servicesFor = createServices(
    registry,
    events,
    () => kernel.plugins,
    async (caller) => (await late()).services(caller),
  )
  const extensions = createExtensions(changed, events.report, late)
  const hooks = createHooks(events)
  const createContext = createContexts(events, hooks, servicesFor, extensions.of, options.nonce)
  const kernel = createKernel(
    { events, hooks, createContext, changed, settled: extensions.settled },
    async (...handed) => {
      const module = await afterStart()
      return module.lateHost(build, options, used, registry, page.catalogs, ...handed)
    },
    whenIdle,
    levels,
  )
  const page = createPage(build, options, events, used, extensions.set)
  const host: Host = {
    ...callLater(late, lateCalls),
    get state() {
      return kernel.state
    },
    services: servicesFor({ own: (dispose) => dispose }),
    hooks,
    use(definition) {
      const { manifest = definition } = definition
      const { id = definition.name ?? '', version = '0.0.0' } = manifest
      kernel.reserve(id, version)
      used.push({ id, version, definition })
      return host
    },
    async bootstrap() {
      // A start that takes this long may be helped by what is kept here.
      setTimeout(late, patience)
      await kernel.bootstrap(page.resolve).then(extensions.settled)
    },
    get startLevel() {
      return levels.now
    },
    status: kernel.status,
    extensions: <Given, Point extends string>(point: Point) =>
      extensions.get(point) as readonly ContributionTo<Given, Point>[],
    on: events.on,
    subscribe(listener) {
      subscribers.add(listener)
      return () => subscribers.delete(listener)
    },
  }
  events.on('kernel:shutdown', joinPage(host))
  return host
}
