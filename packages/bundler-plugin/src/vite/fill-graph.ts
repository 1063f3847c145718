import type { Rolldown } from 'vite'
import { featureLoading } from '../plan/feature-loading.ts'
import type { ModuleFacts, ModuleGraph, PluginFacts } from '../plan/module-graph.ts'
import type { PluginSource } from '../discover/plugin-source.ts'
import { asCopy, virtualId } from './module-id.ts'
import { readNames } from './read-names.ts'
import { isSharing } from './resolve-copies.ts'
import { entryId } from './resolve-entries.ts'
import type { Workspace } from './workspace.ts'

type Modules = Pick<Rolldown.PluginContext, 'getModuleIds' | 'getModuleInfo'>

/** Reads Rolldown's module graph into the facts that the plan is made from. */
export function fillGraph(context: Modules, workspace: Workspace): ModuleGraph {
  const modules = readModules(context, workspace)
  const providers = new Map(
    [...workspace.shared.providers.keys()].map((chunk) => [virtualId('provider', chunk), chunk]),
  )
  return {
    modules,
    plugins: workspace.plugins.map((plugin) => pluginFacts(plugin, modules)),
    providers,
  }
}

/** The modules of a build, and what they import. */
export function readModules(context: Modules, workspace: Workspace): Map<string, ModuleFacts> {
  const infos = new Map<string, Rolldown.ModuleInfo>()
  for (const id of context.getModuleIds()) {
    const info = context.getModuleInfo(id)
    // Externals have no code.
    if (info && info.code !== null) infos.set(id, info)
  }
  const { barrels, names } = readNames(infos, workspace)
  const modules = new Map<string, ModuleFacts>()
  for (const [id, { code, importedIds, dynamicallyImportedIds, exports }] of infos) {
    modules.set(id, {
      size: code?.length ?? 0,
      imports: importedIds,
      dynamicImports: dynamicallyImportedIds,
      exports,
      names: names.get(id),
      isBarrel: barrels.has(id),
    })
  }
  return modules
}

function pluginFacts(plugin: PluginSource, modules: ReadonlyMap<string, ModuleFacts>): PluginFacts {
  const { loading } = plugin.manifest
  const { codeSplitting } = loading
  const entry = entryId(plugin.id)
  const idOf = (file: string) => {
    const copy = asCopy(file, plugin.id)
    return !isSharing(plugin) && modules.has(copy) ? copy : file
  }
  return {
    id: plugin.id,
    entry,
    features: Object.fromEntries(
      Object.entries(plugin.features).map(([name, file]) => [name, idOf(file)]),
    ),
    routes: routesOf(plugin),
    codeSplitting: {
      ...codeSplitting,
      maxChunkSize:
        codeSplitting.maxChunkSize === undefined ? undefined : codeSplitting.maxChunkSize * 1024,
    },
    featureLoading: featureLoading(loading),
  }
}

/** Features by the path of the contributions that show them. */
function routesOf(plugin: PluginSource): string[][] {
  const byPath = new Map<string, Set<string>>()
  for (const contributions of Object.values(plugin.manifest.extensions ?? {})) {
    for (const contribution of Array.isArray(contributions) ? contributions : []) {
      const { path, feature } = readRoute(contribution)
      if (path === undefined || feature === undefined) continue
      byPath.set(path, (byPath.get(path) ?? new Set()).add(feature))
    }
  }
  return [...byPath.values()].map((features) => [...features])
}

function readRoute(contribution: unknown): { path?: string; feature?: string } {
  if (typeof contribution !== 'object' || contribution === null) return {}
  const { path, feature } = contribution as Record<string, unknown>
  return {
    ...(typeof path === 'string' ? { path } : {}),
    ...(typeof feature === 'string' ? { feature } : {}),
  }
}
