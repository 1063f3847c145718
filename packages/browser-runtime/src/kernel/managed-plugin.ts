import type { CreateContext, OwnedContext } from '../context/context.ts'
import type { Hooks } from '../context/hooks.ts'
import type { Events } from '../events.ts'
import type { Plugin, PluginStatus } from '../plugin.ts'
import type { ConditionsOf } from './conditions.ts'
import type { Beside, LoadedPlugin, Registration } from './registration.ts'
import { firstStatus, tell, type Notes } from './status.ts'

/** What the steps of a plugin's life work with. */
export interface KernelPorts {
  readonly events: Events
  readonly hooks: Pick<Hooks, 'emit'>
  createContext: CreateContext
  /** Resolves when what plugins have contributed so far is judged. */
  settled?(): Promise<unknown>
  changed(): void
  /** Present when the code for it was fetched, after the start. */
  conditionsOf?: ConditionsOf
  /** Somebody waits, until the work settles. */
  onWait?(wait: Wait, work: Promise<unknown>): void
  /** Resolves when nobody waits for a plugin or a feature. */
  quiet?(): Promise<void>
  /**
   * Hears that the code of a release failed, and which one ran well before if that is known. Whether
   * another release shall come in its place from now on.
   */
  judge?(release: Registration, failure: unknown, before?: Registration): Promise<boolean>
  /** Whether the catalogs say something else than when they were read last. */
  isRenewed?(): Promise<boolean>
  /** Files that a running plugin wants fetched at an idle moment. */
  prefetch?(pluginId: string, files: readonly AheadFile[], signal?: AbortSignal): void
}

/** For what somebody waits: a plugin, and a feature of it if one is meant. */
export interface Wait {
  readonly id: string
  readonly feature?: string | undefined
}

export interface AheadFile {
  readonly url: string
  /** Bytes before compression; 0 when nobody knows. */
  readonly size: number
}

/** Why a plugin does not run any more, in one word and in a few. */
export interface StopReason {
  readonly reason:
    | 'Unloaded'
    | 'DependencyUnloaded'
    | 'Restarting'
    | 'Upgrading'
    | 'StartLevel'
    | 'Shutdown'
  readonly message: string
}

/** A plugin and where it stands. The steps of its life are what changes it. */
export interface ManagedPlugin extends Registration {
  /** What callers of a load get; made for the first of them. */
  handle?: Plugin
  status: PluginStatus
  /** When the conditions were met, in their order, in ms since the epoch. */
  met: readonly number[]
  /** When this life began: since then the others are not met. */
  since: number
  notes?: Notes | undefined
  /** Why the plugin failed last. */
  failure?: unknown
  loaded?: LoadedPlugin | undefined
  owned?: OwnedContext | undefined
  /** Steps under way or done: whoever needs one joins it. */
  steps: Partial<Record<'load' | 'init' | 'start', Promise<void>>>
  /** What is fetched with it. */
  beside?: Beside | undefined
  /** What the newest plan has of it, while it still runs as an older one had it. */
  next?: Registration | undefined
  /** Stands above the start level. */
  held?: boolean
  /** No catalog lists it any more. */
  gone?: boolean
  /** Had to stop, or could not start yet: it comes up when what it waits for is there. */
  comesBack?: boolean
  /** Why it was stopped last, until it is brought up again. */
  stopped?: StopReason | undefined
  /** Aborts the fetch under way. */
  loading?: AbortController | undefined
}

export function createManagedPlugin(registration: Registration, ports: KernelPorts): ManagedPlugin {
  const since = Date.now()
  const plugin: ManagedPlugin = {
    ...registration,
    status: firstStatus(registration.id),
    met: [since],
    since,
    steps: {},
  }
  tell(plugin, ports)
  return plugin
}
