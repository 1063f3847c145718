import { relative } from 'node:path'
import type { Plugin, Rolldown } from 'vite'
import { shortHash } from '../describe/content-hash.ts'
import { bundledTwice, featuresNotLazy, warningOf } from '../errors.ts'
import { findBundled } from '../plan/find-bundled.ts'
import { findEagerFeatures } from '../plan/find-eager-features.ts'
import { planChunks } from '../plan/plan-chunks.ts'
import type { ChunkPlan } from '../plan/plan-chunks.ts'
import { seeThroughBarrels } from '../plan/see-through-barrels.ts'
import { fillGraph } from './fill-graph.ts'
import { fileOf, pluginsEnvironment, virtualName } from './module-id.ts'
import { helpersChunk } from './inline-helpers.ts'
import type { Workspace, WorkspaceHolder } from './workspace.ts'

/** Hands the plan of chunks from the hook that makes it to those that carry it out. */
export interface ChunkPlanHolder {
  current: ChunkPlan | undefined
}

/** Plans the plugins' chunks once the module graph is known, and tells Rolldown to cut them so. */
export function planOutput(workspace: WorkspaceHolder, plan: ChunkPlanHolder): Plugin {
  const nameOf = (module: string) => plan.current?.chunkOf.get(module)
  return {
    name: 'mortise:plan-output',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === pluginsEnvironment,
    onLog(_level, log) {
      // It is about our own hooks, and nothing that a user could mend.
      if (log.code === 'PLUGIN_TIMINGS') return false
      // The plan has looked for features that are imported statically, and knows the path.
      if (log.code === 'INEFFECTIVE_DYNAMIC_IMPORT') return isOfEntry(log) ? false : undefined
    },
    outputOptions(output) {
      const { folder } = workspace.get().options
      return {
        ...output,
        entryFileNames: `${folder}/[name].js`,
        // Manual chunks carry the plan's name already; automatic ones are found by their root.
        chunkFileNames: ({ name, facadeModuleId }) =>
          `${folder}/${(facadeModuleId && nameOf(facadeModuleId)) ?? (name === 'rolldown-runtime' ? helpersChunk : name)}.js`,
        assetFileNames: ({ names }) =>
          `${folder}/assets/${names[0]?.replace(/^.*\//, '').replace(/\.[^.]*$/, '') ?? 'asset'}-[hash][extname]`,
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              debugName: 'mortise',
              name: (id) => (plan.current?.grouped.has(id) ? (nameOf(id) ?? null) : null),
            },
          ],
        },
      }
    },
    renderStart() {
      const opened = workspace.get()
      const graph = fillGraph(this, opened)
      const eager = findEagerFeatures(graph)
      if (eager.length > 0) throw featuresNotLazy(eager, opened.root)
      for (const bundled of findBundled(graph, unwantedIn(opened))) {
        this.warn(warningOf(bundledTwice(bundled, opened.root)))
      }
      plan.current = planChunks(seeThroughBarrels(graph), {
        label: (module) => labelOf(module, opened),
        hash: shortHash,
        chunkName: opened.options.chunkName,
      })
    },
  }
}

const isOfEntry = ({ ids = [] }: Rolldown.RolldownLog) =>
  ids.some((id) => virtualName('entry', id) !== undefined)

/** Packages that break when a page has two of them, whether or not a plugin calls them its peers. */
const frameworks = new Set([
  'react',
  'react-dom',
  'vue',
  'svelte',
  'preact',
  'solid-js',
  '@angular/core',
])

function unwantedIn({ packages, plugins }: Workspace) {
  const byId = new Map(plugins.map((plugin) => [plugin.id, plugin]))
  return (module: string, plugin: string) => {
    if (!module.includes('/node_modules/')) return undefined
    const name = packages.ownerOf(fileOf(module))?.json.name
    if (name === undefined) return undefined
    const isPeer = name in (byId.get(plugin)?.peerDependencies ?? {})
    return isPeer || frameworks.has(name) ? name : undefined
  }
}

/** `src/panel` in its plugin, `pkg/dist/view` in a package: stable, and safe in a file name. */
function labelOf(module: string, { root, plugins }: Workspace) {
  const file = fileOf(module.replace(/^\0mortise:[\w-]+:/, ''))
  const plugin = plugins.find(({ folder }) => file.startsWith(`${folder}/`))
  const inPackage = file.split('/node_modules/').at(-1) ?? file
  const path = inPackage === file ? relative(plugin?.folder ?? root, file) : inPackage
  return path
    .replace(/(?:\.\w+)+$/, '')
    .replaceAll('../', '')
    .replaceAll(/[^\w/-]+/g, '-')
    .replaceAll('/', '.')
}
