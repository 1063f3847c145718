export type { LoadingState, PluginManifestInput } from '@mortise/shared'
export type { HostBuild, ProvidedModule } from './build.ts'
export { definePlugin } from './define-plugin.ts'
export type { Contribution } from './extensions/extensions.ts'
export { createHost, type Host, type HostOptions } from './host.ts'
export type { KernelState } from './kernel/core.ts'
export { loadPlugin } from './load-plugin.ts'
export type {
  Dispose,
  LoadOptions,
  Namespace,
  Plugin,
  PluginContext,
  PluginDefinition,
  PluginHooks,
  PluginServices,
  PluginStatus,
} from './plugin.ts'
export type { Signals } from './signals/signals.ts'
