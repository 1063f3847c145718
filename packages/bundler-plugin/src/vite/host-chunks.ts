import type { Plugin, Rolldown } from 'vite'
import { awaitsAtTop } from '../factory/index.ts'
import { importPaths } from '../plan/import-paths.ts'
import { seeThroughBarrels } from '../plan/see-through-barrels.ts'
import { readModules } from './fill-graph.ts'
import { fileOf, pluginsEnvironment, preloadHelper } from './module-id.ts'
import type { Workspace, WorkspaceHolder } from './workspace.ts'

/** The name of the host's chunk for what its entry shares with later modules of the runtime. */
const chunk = 'mortise'

/**
 * Keeps the runtime's start-up path to one chunk beside the host's entry, where it cannot be in the
 * entry: a later chunk that imports an entry with top-level `await` would wait for it for ever, so
 * Rolldown then makes a chunk, and a request, of each set of modules that the two share.
 */
export function hostChunks(workspace: WorkspaceHolder): Plugin {
  let shared: ReadonlySet<string> = new Set()
  return {
    name: 'mortise:host-chunks',
    apply: 'build',
    applyToEnvironment: ({ name }) => name !== pluginsEnvironment,
    outputOptions(output) {
      // What the host's author wrote is the author's own.
      if (output.codeSplitting !== undefined || 'manualChunks' in output) return
      const name = (id: string) => (shared.has(id) ? chunk : null)
      return { ...output, codeSplitting: { groups: [{ debugName: 'mortise', name }] } }
    },
    renderStart() {
      shared = awaits(this) ? sharedWithLate(this, workspace.get()) : new Set()
    },
  }
}

/** One module that awaits is enough: Rolldown then merges no chunks anywhere. */
function awaits(context: Rolldown.PluginContext) {
  for (const id of context.getModuleIds()) {
    const code = context.getModuleInfo(id)?.code
    if (code && /\bawait\b/.test(code) && awaitsAtTop(id, code)) return true
  }
  return false
}

/** What of ours is reached from an entry, and from a target of `import()` too. */
function sharedWithLate(context: Rolldown.PluginContext, workspace: Workspace) {
  const modules = readModules(context, workspace)
  const graph = seeThroughBarrels({ modules, plugins: [], providers: new Map() })
  const reached = (starts: readonly string[]) =>
    new Set(starts.flatMap((start) => [...importPaths(graph, start, { dynamic: false }).keys()]))
  const early = reached([...modules.keys()].filter((id) => context.getModuleInfo(id)?.isEntry))
  const late = reached([...modules.values()].flatMap(({ dynamicImports }) => dynamicImports))
  return new Set([...early].filter((id) => late.has(id) && isOurs(id, workspace)))
}

function isOurs(id: string, { packages }: Workspace) {
  return id === preloadHelper || packages.ownerOf(fileOf(id))?.json.name?.startsWith('@mortise/')
}
