import type { LoadingState, PluginManifestInput } from '@mortise/shared'
import type { ContextMethods } from './context/context-methods.ts'
import type { PluginExtensions } from './extensions/plugin-extensions.ts'
import type { PluginServices } from './services/plugin-services.ts'

/** The exports of a module. */
export type Namespace = Readonly<Record<string, unknown>>

/** Undoes a registration; a second call does nothing. */
export type Dispose = () => void

/** What a hook of a plugin receives: data and ports. All that is registered here ends with the plugin. */
export interface PluginContext extends ContextMethods {
  readonly id: string
  readonly version: string
  readonly manifest: Readonly<Partial<PluginManifestInput>>
  /** Values of the manifest's `configuration`: what the host gave, else the defaults. */
  readonly config: Readonly<Record<string, unknown>>
  /** Aborted when the plugin stops or fails. */
  readonly signal: AbortSignal
  readonly services: PluginServices
  readonly extensions: PluginExtensions
}

/** What a hook receives beside its context. */
export interface HookOptions {
  /** Aborts at the hook's timeout, and when the plugin is stopped meanwhile. */
  readonly signal: AbortSignal
}

/**
 * Hooks of a plugin. `init` of all plugins runs before `start` of the first. `destroy` undoes a start:
 * it runs for a plugin that was ready. What a failed `init` or `start` registered through its context
 * is undone, and the context's signal aborts.
 */
export interface PluginHooks {
  init(context: PluginContext, options: HookOptions): unknown
  start?(context: PluginContext, options: HookOptions): unknown
  destroy?(context: PluginContext, options: HookOptions): unknown
  /** State to hand to the next generation. */
  serialize?(context: PluginContext, options: HookOptions): unknown
  /** Gets a copy by structured clone of what `serialize` gave, or what `migrate` made of that. */
  restore?(state: unknown, options: HookOptions): unknown
  /** Makes, of state that a generation with another `stateVersion` gave, what `restore` takes. */
  migrate?(state: unknown, version: number): unknown
  /** `false`, or `{ healthy: false }`, or what it throws, says that the plugin is not well. */
  healthCheck?(
    context: PluginContext,
    options: HookOptions,
  ): boolean | void | HealthReport | Promise<boolean | void | HealthReport>
}

export interface HealthReport {
  readonly healthy: boolean
  readonly message?: string
}

/** What `host.health` found. */
export interface Health {
  readonly healthy: boolean
  readonly message: string
  readonly lastCheck: Date
}

/** A plugin object: the default export of a plugin's entry, or what `host.use` takes. */
export interface PluginDefinition extends PluginHooks {
  /** Of the form of the state that `serialize` gives; 0 where nothing is said. */
  stateVersion?: number
  /** Connects the object with its manifest: then the manifest's strategy decides when it runs. */
  manifest?: PluginManifestInput
  id?: string
  /** Stands for `id` in a plugin written for the original kernel. */
  name?: string
  version?: string
  /** Plugins that must run first: ids, or id to range. */
  dependencies?: readonly string[] | Readonly<Record<string, string>>
}

/** A running plugin, as `loadPlugin` returns it. */
export interface Plugin {
  readonly id: string
  readonly version: string
  readonly state: LoadingState
  readonly manifest: Readonly<Partial<PluginManifestInput>>
  /** The context of the running generation, for `mount()`; nothing while there is none. */
  readonly context: PluginContext | undefined
  /**
   * The module of a feature; a second call gives the same module.
   * @throws LIFECYCLE_FEATURE_MISSING, LIFECYCLE_NOT_RUNNING, CHUNK_* codes; the signal's reason.
   */
  feature(name: string, options?: { signal?: AbortSignal }): Promise<Namespace>
}

export interface LoadOptions {
  /** Whoever aborts leaves; the load ends when nobody else waits for it. */
  signal?: AbortSignal | undefined
  /** A feature that is opened next: its chunks are fetched with the plugin's, in one wave. */
  feature?: string | undefined
}

/** What can be said of a plugin beside its state. */
export type ConditionType =
  | 'Resolved'
  | 'Fetched'
  | 'Verified'
  | 'Initialized'
  | 'Ready'
  | 'Degraded'

export interface Condition {
  readonly type: ConditionType
  /** `Unknown` for what nobody checked, such as the hash of code that has none. */
  readonly status: 'True' | 'False' | 'Unknown'
  /** One word: what made it so, the plugin's state, or the code of its failure. */
  readonly reason: string
  /** What a person can read; often empty. */
  readonly message: string
  /** Milliseconds since the epoch. */
  readonly lastTransitionTime: number
}

/** What became of one plugin. Frozen; a change makes a new object. */
export interface PluginStatus {
  readonly pluginId: string
  readonly state: LoadingState
  /** 0 to 100: 50 when the code is here, 75 after `init`. */
  readonly progress: number
  /** Milliseconds since the epoch. */
  readonly startedAt?: number | undefined
  readonly completedAt?: number | undefined
  readonly lastError?: string | undefined
  readonly retryCount: number
  /** Grows when a generation ends, or a new one is tried after a failure. */
  readonly generation: number
  /** Empty until the page is idle after the start: what tells of them is fetched then. */
  readonly conditions: readonly Condition[]
}

/** What became of the catalogs since they were read last. Ids of plugins. */
export interface Discovery {
  readonly added: readonly string[]
  /** Listed in another release; those that run go on as they are until they are upgraded. */
  readonly changed: readonly string[]
  /** Listed no more; those that run go on until they are unloaded. */
  readonly removed: readonly string[]
}
