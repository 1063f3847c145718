import type { LoadingState, PluginManifestInput } from '@mortise/shared'

/** The exports of a module. */
export type Namespace = Readonly<Record<string, unknown>>

/** Undoes a registration; a second call does nothing. */
export type Dispose = () => void

export interface PluginServices {
  /**
   * Offers a service under a name until the plugin stops.
   * @throws SERVICE_DUPLICATE when the name is taken.
   */
  register(name: string, service: unknown): Dispose
  /** @throws SERVICE_MISSING when nobody registered the name. */
  get<Service = unknown>(name: string): Service
  has(name: string): boolean
}

/** What a hook of a plugin receives: data and ports. All that is registered here ends with the plugin. */
export interface PluginContext {
  readonly id: string
  readonly version: string
  readonly manifest: Readonly<Partial<PluginManifestInput>>
  /** Values of the manifest's `configuration`: what the host gave, else the defaults. */
  readonly config: Readonly<Record<string, unknown>>
  /** Aborted when the plugin stops or fails. */
  readonly signal: AbortSignal
  readonly services: PluginServices
}

/** Hooks of a plugin. `init` of all plugins runs before `start` of the first. */
export interface PluginHooks {
  init(context: PluginContext): unknown
  start?(context: PluginContext): unknown
  destroy?(context: PluginContext): unknown
  /** State to hand to the next generation. */
  serialize?(): unknown
  restore?(state: unknown): unknown
  healthCheck?(): unknown
}

/** A plugin object: the default export of a plugin's entry, or what `host.use` takes. */
export interface PluginDefinition extends PluginHooks {
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

/** What became of one plugin. Frozen; a change makes a new object. */
export interface PluginStatus {
  readonly pluginId: string
  readonly state: LoadingState
  /** 0 to 100. */
  readonly progress: number
  /** Milliseconds since the epoch. */
  readonly startedAt?: number
  readonly completedAt?: number
  readonly lastError?: string | undefined
  readonly retryCount: number
  /** Grows when a generation ends, or a new one is tried after a failure. */
  readonly generation: number
}
