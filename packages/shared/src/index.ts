export {
  MortiseError,
  type ErrorCode,
  type ErrorPrefix,
  type MortiseErrorInit,
} from './mortise-error.ts'
export {
  lifecycleEventTypes,
  lifecyclePhases,
  loadingEventTypes,
  type Diagnostic,
  type HostEvents,
  type HostEventType,
  type LifecycleEvents,
  type LifecycleEventType,
  type LifecyclePhase,
  type LoadingEvent,
  type LoadingEvents,
  type LoadingEventType,
} from './events.ts'
export { loadingStates, type LoadingState } from './loading-state.ts'
export { nearest } from './nearest.ts'
export type { OfflineOptions, OfflinePlan, PackTable } from './offline-plan.ts'
export { defineManifest } from './manifest/define-manifest.ts'
export type {
  HookRegisteredEvent,
  HookTriggeredEvent,
  KernelReadyEvent,
  KernelShutdownEvent,
  PluginErrorEvent,
  PluginLoadingState,
  PluginPhaseEvent,
  PluginRegisteredEvent,
  ServiceRegisteredEvent,
  ServiceUnregisteredEvent,
} from './manifest/event.ts'
export type { PluginManifest, PluginManifestInput } from './manifest/plugin-manifest.ts'
export type { Loading, LoadingInput, Strategy } from './manifest/loading/index.ts'
export type {
  BuildManifest,
  BuiltChunk,
  FetchWay,
  SharedRequirement,
} from './manifest/build-manifest.ts'
export type { BakedPlan, Catalog, CatalogEntry } from './manifest/catalog.ts'
export type {
  ExplainedPlan,
  Explanation,
  PlanChange,
  Requirement,
  WhatIf,
} from './resolve/explain/explanation.ts'
export type { HostPolicy, Lock } from './resolve/host-policy.ts'
export type {
  Plan,
  PlanInput,
  PlanPlugin,
  PlanWarning,
  Refusal,
  SharedChoice,
  Wiring,
} from './resolve/plan.ts'
