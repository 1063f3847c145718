import type {
  HookRegisteredEvent,
  HookTriggeredEvent,
  KernelReadyEvent,
  KernelShutdownEvent,
  LoadingEventBase,
  PluginErrorEvent,
  PluginPhaseEvent,
  PluginRegisteredEvent,
  ServiceRegisteredEvent,
  ServiceUnregisteredEvent,
} from './manifest/event.ts'

/** The 14 types of loading event. */
export const loadingEventTypes = [
  'load-started',
  'load-completed',
  'load-failed',
  'init-started',
  'init-completed',
  'init-failed',
  'preload-started',
  'preload-completed',
  'cache-hit',
  'cache-miss',
  'hot-reload',
  'dynamic-load',
  'dynamic-unload',
  'dynamic-discover',
] as const

export type LoadingEventType = (typeof loadingEventTypes)[number]

/** The 19 events of the kernel and of a plugin's lifecycle. */
export const lifecycleEventTypes = [
  'kernel:ready',
  'kernel:shutdown',
  'kernel:before-init',
  'kernel:after-init',
  'plugin:registered',
  'plugin:before-init',
  'plugin:init',
  'plugin:after-init',
  'plugin:before-start',
  'plugin:started',
  'plugin:after-start',
  'plugin:before-destroy',
  'plugin:destroyed',
  'plugin:after-destroy',
  'plugin:error',
  'service:registered',
  'service:unregistered',
  'hook:registered',
  'hook:triggered',
] as const

export type LifecycleEventType = (typeof lifecycleEventTypes)[number]

/** The phases of a plugin's life that a lifecycle event can name. */
export const lifecyclePhases = ['init', 'start', 'destroy'] as const

export type LifecyclePhase = (typeof lifecyclePhases)[number]

/** Metadata that the contract fixes; the other types carry free metadata. */
interface FixedMetadata {
  'load-completed': { version: string; size: number }
  'cache-hit': { cacheKey: string; storage: string }
}

/** What happened to the code of one plugin; times are whole milliseconds. */
export type LoadingEvent<Type extends LoadingEventType = LoadingEventType> = {
  [T in Type]: Omit<LoadingEventBase, 'type' | 'metadata'> & {
    type: T
    metadata?: T extends keyof FixedMetadata ? FixedMetadata[T] : Record<string, unknown>
  }
}[Type]

export type LoadingEvents = { [Type in LoadingEventType]: LoadingEvent<Type> }

/** Payload of each event of the kernel and lifecycle stream. */
export interface LifecycleEvents extends Record<LifecycleEventType, unknown> {
  'kernel:ready': KernelReadyEvent
  'kernel:shutdown': KernelShutdownEvent
  'kernel:before-init': { timestamp: number }
  'kernel:after-init': { timestamp: number }
  'plugin:registered': PluginRegisteredEvent
  'plugin:before-init': PluginPhaseEvent
  'plugin:init': PluginPhaseEvent
  'plugin:after-init': PluginPhaseEvent
  'plugin:before-start': PluginPhaseEvent
  'plugin:started': PluginPhaseEvent
  'plugin:after-start': PluginPhaseEvent
  'plugin:before-destroy': PluginPhaseEvent
  'plugin:destroyed': PluginPhaseEvent
  'plugin:after-destroy': PluginPhaseEvent
  'plugin:error': PluginErrorEvent
  'service:registered': ServiceRegisteredEvent
  'service:unregistered': ServiceUnregisteredEvent
  'hook:registered': HookRegisteredEvent
  'hook:triggered': HookTriggeredEvent
}

/** What fits in neither stream: evictions, budget violations, denied calls, downgrades. */
export interface Diagnostic {
  /** Stable, in the form of an error code. */
  code: string
  severity: 'info' | 'warning' | 'error'
  /** Milliseconds since the epoch, whole. */
  timestamp: number
  pluginId?: string
  why: string
  fix?: string
  cause?: unknown
  details?: Readonly<Record<string, unknown>>
}

/** Everything that `host.on(event, listener)` can be asked for. */
export interface HostEvents extends LifecycleEvents, LoadingEvents {
  diagnostic: Diagnostic
}

export type HostEventType = keyof HostEvents
