import type { ExtensionPointDeclarations } from '@mortise/shared/contributions'
import { checkPacks } from '../discover/check-packs.ts'
import { checkWarm } from '../discover/check-warm.ts'
import { choosePlugins } from '../discover/choose-plugins.ts'
import { discoverPlugins, stopAt } from '../discover/discover-plugins.ts'
import type { LoadConfig, Refuse } from '../discover/discover-plugins.ts'
import { createPackageLookup } from '../discover/package-json.ts'
import type { PackageLookup } from '../discover/package-json.ts'
import { checkDeclaredSchemas, readExtensionPoints } from '../discover/read-extension-points.ts'
import type { PluginSource } from '../discover/plugin-source.ts'
import type { BuiltWorkspace } from '../describe/built-workspace.ts'
import { createMemory, makeAnew, type Memory } from '../factory/remember.ts'
import { createSharedDependencies } from './shared-registry.ts'
import type { SharedRegistry } from './shared-registry.ts'
import type { ResolvedOptions } from './options.ts'

/** Everything the hooks know of one host and its plugins. The first hook opens it, the others read it. */
export interface Workspace {
  readonly root: string
  readonly options: ResolvedOptions
  readonly plugins: readonly PluginSource[]
  /** Plugins that these need may be elsewhere. */
  readonly standsAlone: boolean
  readonly packages: PackageLookup
  readonly shared: SharedRegistry
  /** Extension points that the host declares. */
  readonly extensionPoints: ExtensionPointDeclarations
  /** What the plugins' build emitted; the host's build starts after it. */
  built: BuiltWorkspace | undefined
  readonly memory: Memory
}

export interface WorkspaceHolder {
  open(root: string, loadConfig: LoadConfig): Promise<Workspace>
  /** What is opened from now on has these plugins only; none named: the only one there is. */
  standAlone(ids: readonly string[]): void
  get(): Workspace
}

/** Holds the workspace of one `mortise()` call; Vite may resolve the config more than once. */
export function createWorkspaceHolder(options: ResolvedOptions): WorkspaceHolder {
  let current: Workspace | undefined
  let alone: readonly string[] | undefined
  return {
    async open(root, loadConfig) {
      current = await openWorkspace(root, options, loadConfig, stopAt, alone)
      return current
    },
    standAlone(ids) {
      alone = ids
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
  alone?: readonly string[],
): Promise<Workspace> {
  const packages = createPackageLookup()
  const tools = { packages, loadConfig, refuse }
  const found = await discoverPlugins(root, options.plugins, tools)
  const plugins = alone ? choosePlugins(found, alone) : found
  for (const plugin of plugins) checkDeclaredSchemas(plugin, refuse)
  checkPacks(options.packs, found, refuse)
  checkWarm(options.warm, found, refuse)
  const extensionPoints = await readExtensionPoints(root, options.extensionPoints, tools)
  const folders = [root, ...plugins.map((plugin) => plugin.folder)]
  const shared = createSharedDependencies(options.shared, packages, root, folders, refuse)
  const own = { root, plugins, packages, shared, extensionPoints, built: undefined }
  const once: Memory = { remember: makeAnew, turn() {} }
  if (!alone) return { ...own, options, standsAlone: false, memory: once }
  // They are about the plugins of the host together.
  const apart = { ...options, packs: {}, warm: [], serviceWorker: undefined }
  return { ...own, options: apart, standsAlone: true, memory: createMemory() }
}
