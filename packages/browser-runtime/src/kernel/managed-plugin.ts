import type { LoadingState } from '@mortise/shared'
import type { CreateContext, OwnedContext } from '../context/context.ts'
import type { Hooks } from '../context/hooks.ts'
import type { Events } from '../events.ts'
import type { Join } from '../joint.ts'
import type { Namespace, Plugin, PluginStatus } from '../plugin.ts'
import type { conditionsOf } from './conditions.ts'
import type { Beside, LoadedPlugin, Registration } from './registration.ts'
import { firstFacts, nextFacts, statusOf, type Facts } from './status.ts'

/** What the steps of a plugin's life work with. */
export interface KernelPorts {
  readonly events: Events
  readonly hooks: Pick<Hooks, 'emit'>
  readonly createContext: CreateContext
  /** Resolves when what plugins have contributed so far is judged. */
  settled?(): Promise<unknown>
  changed(): void
  /** Present when the code for it was fetched, after the start. */
  conditionsOf?: typeof conditionsOf
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
  readonly features: Map<string, Join<Namespace>>
  facts: Facts
  /** What the host tells of the facts. */
  status: PluginStatus
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
  loading?: AbortController
}

export function createManagedPlugin(registration: Registration, ports: KernelPorts): ManagedPlugin {
  const facts = firstFacts(registration.id)
  const plugin = { ...registration, features: new Map(), facts, steps: {} } as ManagedPlugin
  show(plugin, ports)
  return plugin
}

function show(plugin: ManagedPlugin, ports: KernelPorts) {
  const { facts } = plugin
  plugin.status = statusOf(facts, () => ports.conditionsOf?.(facts, plugin) ?? [])
}

export function enter(plugin: ManagedPlugin, to: LoadingState, ports: KernelPorts) {
  amend(plugin, nextFacts(plugin.facts, to, plugin.failure), ports)
}

/** Records what became known of a plugin without a step of its life. */
export function amend(plugin: ManagedPlugin, known: Partial<Facts>, ports: KernelPorts) {
  plugin.facts = { ...plugin.facts, ...known }
  show(plugin, ports)
  ports.changed()
}

/** Lets go of the generation: undoes what it registered and drops its code. */
export function release(plugin: ManagedPlugin, reason: unknown) {
  plugin.owned?.end(reason)
  plugin.loaded?.dispose()
  plugin.owned = plugin.loaded = undefined
  plugin.features.clear()
}
