import type { Plugin } from 'vite'
import { acceptEdits } from './accept-edits.ts'
import { emitPlugins } from './emit-plugins.ts'
import { emitServiceWorker } from './emit-service-worker.ts'
import { environment } from './environment.ts'
import { hostChunks } from './host-chunks.ts'
import { hotUpdate } from './hot-update.ts'
import { provideShared } from './provide-shared.ts'
import { resolveOptions } from './options.ts'
import type { MortiseOptions } from './options.ts'
import { planOutput } from './plan-output.ts'
import type { ChunkPlanHolder } from './plan-output.ts'
import { keepLazyStyles } from './keep-lazy-styles.ts'
import { resolveCopies } from './resolve-copies.ts'
import { resolveEntries } from './resolve-entries.ts'
import { resolveRuntime } from './resolve-runtime.ts'
import { resolveShared } from './resolve-shared.ts'
import { semverModules } from './semver-modules.ts'
import { servePlugins } from './serve-plugins.ts'
import { tellEdits } from './tell-edits.ts'
import { writeLinks } from './write-links.ts'
import { createWorkspaceHolder } from './workspace.ts'

export type { MortiseOptions } from './options.ts'
export type { CustomChunkModule, CustomChunkName } from '../plan/custom-chunks.ts'

/**
 * Builds a host and all its plugins with one `vite build`, and serves them with `vite dev`.
 * Throws CONFIG_* and MANIFEST_* errors for what its author can mend.
 */
export function mortise(options: MortiseOptions = {}): Plugin[] {
  const resolved = resolveOptions(options)
  const workspace = createWorkspaceHolder(resolved)
  const plan: ChunkPlanHolder = { current: undefined }
  return [
    environment(workspace, {
      options: resolved,
      standAlone: workspace.standAlone,
      plugins: () => workspace.get().plugins,
    }),
    resolveEntries(workspace),
    resolveRuntime(workspace),
    resolveShared(workspace, resolved.shared),
    resolveCopies(workspace),
    keepLazyStyles(),
    planOutput(workspace, plan),
    emitPlugins(workspace, plan),
    provideShared(workspace),
    hostChunks(workspace),
    semverModules(workspace),
    writeLinks(workspace),
    emitServiceWorker(workspace),
    servePlugins(workspace),
    acceptEdits(workspace),
    tellEdits(),
    hotUpdate(workspace),
  ]
}
