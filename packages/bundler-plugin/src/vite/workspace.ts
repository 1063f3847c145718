import type { ExtensionPointDeclarations } from '@mortise/shared/contributions'
import { checkPacks } from '../discover/check-packs.ts'
import { checkWarm } from '../discover/check-warm.ts'
import { discoverPlugins, stopAt } from '../discover/discover-plugins.ts'
import type { LoadConfig, Refuse } from '../discover/discover-plugins.ts'
import { createPackageLookup } from '../discover/package-json.ts'
import type { PackageLookup } from '../discover/package-json.ts'
import { checkDeclaredSchemas, readExtensionPoints } from '../discover/read-extension-points.ts'
import type { PluginSource } from '../discover/plugin-source.ts'
import type { BuiltWorkspace } from '../describe/built-workspace.ts'
import { createSharedDependencies } from './shared-registry.ts'
import type { SharedRegistry } from './shared-registry.ts'
import type { ResolvedOptions } from './options.ts'

/** Everything the hooks know of one host and its plugins. The first hook opens it, the others read it. */
export interface Workspace {
  readonly root: string
  readonly options: ResolvedOptions
  readonly plugins: readonly PluginSource[]
  readonly packages: PackageLookup
  readonly shared: SharedRegistry
  /** Extension points that the host declares. */
  readonly extensionPoints: ExtensionPointDeclarations
  /** What the plugins' build emitted; the host's build starts after it. */
  built: BuiltWorkspace | undefined
}

export interface WorkspaceHolder {
  open(root: string, loadConfig: LoadConfig): Promise<Workspace>
  get(): Workspace
}

/** Holds the workspace of one `mortise()` call; Vite may resolve the config more than once. */
export function createWorkspaceHolder(options: ResolvedOptions): WorkspaceHolder {
  let current: Workspace | undefined
  return {
    async open(root, loadConfig) {
      current = await openWorkspace(root, options, loadConfig, stopAt)
      return current
    },
    get() {
      if (!current) throw new Error('The config hook of mortise() has not run.')
      return current
    },
  }
}

/** Reads the plugins and finds out what they share. */
export async function openWorkspace(
  root: string,
  options: ResolvedOptions,
  loadConfig: LoadConfig,
  refuse: Refuse,
): Promise<Workspace> {
  const packages = createPackageLookup()
  const tools = { packages, loadConfig, refuse }
  const plugins = await discoverPlugins(root, options.plugins, tools)
  for (const plugin of plugins) checkDeclaredSchemas(plugin, refuse)
  checkPacks(options.packs, plugins, refuse)
  checkWarm(options.warm, plugins, refuse)
  const extensionPoints = await readExtensionPoints(root, options.extensionPoints, tools)
  const folders = [root, ...plugins.map((plugin) => plugin.folder)]
  const shared = createSharedDependencies(options.shared, packages, root, folders, refuse)
  return { root, options, plugins, packages, shared, extensionPoints, built: undefined }
}
