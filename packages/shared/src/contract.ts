import * as capability from './manifest/capability.ts'
import * as event from './manifest/event.ts'
import * as loading from './manifest/loading/index.ts'
import * as service from './manifest/service.ts'
import { buildManifest } from './manifest/build-manifest.ts'
import { catalog } from './manifest/catalog.ts'
import { configuration } from './manifest/configuration.ts'
import { contributes } from './manifest/contributes.ts'
import { caching } from './manifest/loading/caching.ts'
import { codeSplitting } from './manifest/loading/code-splitting.ts'
import { dependencyResolution } from './manifest/loading/dependency-resolution.ts'
import { dynamicImport } from './manifest/loading/dynamic-import.ts'
import { hotReload } from './manifest/loading/hot-reload.ts'
import { initialization } from './manifest/loading/initialization.ts'
import { monitoring } from './manifest/loading/monitoring.ts'
import { preload } from './manifest/loading/preload.ts'
import { sandboxing } from './manifest/loading/sandboxing.ts'
import { pluginManifest } from './manifest/plugin-manifest.ts'

/** Every schema of the contract by its name there. */
export const schemas = {
  manifest: pluginManifest,
  configuration,
  contributes,
  'build-manifest': buildManifest,
  catalog,

  loading: loading.loading,
  'loading.strategy': loading.strategy,
  'loading.preload': preload,
  'loading.codeSplitting': codeSplitting,
  'loading.dynamicImport': dynamicImport,
  'loading.initialization': initialization,
  'loading.dependencyResolution': dependencyResolution,
  'loading.hotReload': hotReload,
  'loading.caching': caching,
  'loading.sandboxing': sandboxing,
  'loading.monitoring': monitoring,

  'event.loading': event.loadingEvent,
  'state.loading': event.pluginLoadingState,
  'event.lifecycle-type': event.lifecycleType,
  'event.phase': event.phase,
  'event.plugin-registered': event.pluginRegistered,
  'event.plugin-lifecycle-phase': event.pluginPhase,
  'event.plugin-error': event.pluginError,
  'event.service-registered': event.serviceRegistered,
  'event.service-unregistered': event.serviceUnregistered,
  'event.hook-registered': event.hookRegistered,
  'event.hook-triggered': event.hookTriggered,
  'event.kernel-ready': event.kernelReady,
  'event.kernel-shutdown': event.kernelShutdown,

  capability: capability.capability,
  'capability.conformance': capability.conformance,
  'capability.protocol-version': capability.protocolVersion,
  'capability.protocol-reference': capability.protocolReference,
  'capability.feature': capability.capabilityFeature,
  'capability.interface': capability.capabilityInterface,
  'capability.dependency': capability.capabilityDependency,
  'capability.extension-point': capability.extensionPoint,
  'capability.manifest': capability.capabilityManifest,

  'service.scope': service.serviceScope,
  'service.metadata': service.serviceMetadata,
  'service.registry-config': service.serviceRegistryConfig,
  'service.factory': service.serviceFactory,
  'service.scope-config': service.serviceScopeConfig,
  'service.scope-info': service.serviceScopeInfo,
}
