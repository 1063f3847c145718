export type { LoadingState, PluginManifestInput } from '@mortise/shared'
export type { HostBuild, ProvidedModule } from './build.ts'
export type { ContextMethods, HookHandler, Observer } from './context/context-methods.ts'
export type { Hooks } from './context/hooks.ts'
export { definePlugin } from './define-plugin.ts'
export type {
  Contribution,
  ContributionTo,
  ExtensionPointMap,
  ExtensionPointName,
  ValueOf,
} from './extensions/contribution.ts'
export type { ContributionTerms, PluginExtensions } from './extensions/plugin-extensions.ts'
export { createHost, type Host, type HostOptions } from './host.ts'
export type { KernelState } from './kernel/core.ts'
export type { HostStats } from './late-host.ts'
export type { Leak } from './kernel/leaks.ts'
export { loadPlugin } from './load-plugin.ts'
export type {
  Condition,
  ConditionType,
  Discovery,
  Dispose,
  Health,
  HealthReport,
  HookOptions,
  LoadOptions,
  Namespace,
  Plugin,
  PluginContext,
  PluginDefinition,
  PluginHooks,
  PluginStatus,
} from './plugin.ts'
export type { PreloadStats } from './preload/accounts.ts'
export type { PreloadOptions } from './preload/preload-options.ts'
export type { WarmedPlugin, WarmOptions } from './preload/warming.ts'
export type { BadRelease } from './releases/memory.ts'
export type { NextRelease, PluginReleases } from './releases/plugin-releases.ts'
export type { ReleaseOptions } from './releases/release-options.ts'
export { defineService } from './services/define-service.ts'
export type {
  FactoryOptions,
  FactoryRequest,
  PluginServices,
  RegisterOptions,
  ServiceFactory,
  ServiceFilter,
  ServiceProperties,
  ServiceScope,
  WaitOptions,
} from './services/plugin-services.ts'
export type { ServiceMap, ServiceName, ServiceOf, ServiceToken } from './services/service-map.ts'
export type { Observable, Source } from './signals/observable.ts'
export type { Signals, SignalSources } from './signals/signals.ts'
