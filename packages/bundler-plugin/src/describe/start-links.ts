import { posix } from 'node:path'
import { stepFiles, type StepFile } from '@mortise/shared/resolve'
import type { CatalogEntry } from '@mortise/shared'
import type { Conditions } from '@mortise/shared/conditions'
import type { BuiltWorkspace } from './built-workspace.ts'
import type { BuiltPlugin } from './describe-catalog.ts'
import { eagerPlugins, withDependencies } from './eager-plugins.ts'
import { featuresBeside } from './pack-steps.ts'

/** What one plugin needs under way before it can start. Addresses are relative to the output folder. */
export interface StartLinks {
  readonly manifests: readonly string[]
  readonly scripts: readonly Link[]
  readonly styles: readonly Link[]
}

export interface Link {
  readonly address: string
  readonly integrity: string | undefined
  /** Wanted soon, not now: of a feature that is preloaded beside its plugin's entry. */
  readonly isBeside?: boolean
  /** Other plugins may need it too. */
  readonly isShared?: boolean
}

/** Links of all plugins that are active before the first render, and of the plugins that these need. */
export function eagerLinks(built: BuiltWorkspace, catalogFile: string): StartLinks {
  const plugins = pluginsOf(eagerPlugins(built), built)
  const linksOf = createLinksOf(built, catalogFile)
  const links = joinLinks([
    ...plugins.map((plugin) => linksOf(plugin, [])),
    ...plugins.map((plugin) => besideLinks(plugin, linksOf)),
  ])
  const styles = packedStyles(links, built, catalogFile)
  return joinLinks([links, { manifests: [], scripts: [], styles }])
}

/** Styles of all that comes in the packs among these links: what is packed is shown soon. */
function packedStyles({ scripts }: StartLinks, { catalog }: BuiltWorkspace, catalogFile: string) {
  const linked = new Set(scripts.map(({ address }) => address))
  return catalog.plugins.flatMap(({ manifest, build }): Link[] => {
    const at = (file: string) =>
      posix.join(posix.dirname(catalogFile), posix.dirname(manifest), file)
    const packed = Object.values(build?.chunks ?? {}).filter(
      ({ pack }) => pack && linked.has(at(pack.file)),
    )
    return packed.flatMap(({ styles = [] }) =>
      styles.map((file) => ({ address: at(file), integrity: build?.styles[file]?.integrity })),
    )
  })
}

function besideLinks(plugin: BuiltPlugin, linksOf: LinksOf): StartLinks {
  const { scripts, styles } = linksOf(plugin, featuresBeside(plugin.manifest))
  const beside = (link: Link) => ({ ...link, isBeside: true })
  return { manifests: [], scripts: scripts.map(beside), styles: styles.map(beside) }
}

/** Links for a route: of plugins that preload there, whatever the user, device and network. */
export function routeLinks(
  built: BuiltWorkspace,
  catalogFile: string,
): { pattern: string; links: StartLinks }[] {
  const linksOf = createLinksOf(built, catalogFile)
  const byPattern = new Map<string, StartLinks[]>()
  const byPriority = [...built.catalog.plugins].sort(
    (a, b) => (a.preload?.priority ?? 100) - (b.preload?.priority ?? 100),
  )
  for (const entry of byPriority) {
    const { routes = [], ...others } = entry.preload?.conditions ?? {}
    // Roles, device and network are facts that only the runtime knows.
    if (!entry.preload || Object.keys(others).length > 0) continue
    for (const pattern of routes) {
      const links = routeLinksOf(entry, pattern, built, linksOf)
      byPattern.set(pattern, [...(byPattern.get(pattern) ?? []), links])
    }
  }
  return [...byPattern].map(([pattern, links]) => ({ pattern, links: joinLinks(links) }))
}

function routeLinksOf(
  entry: CatalogEntry,
  pattern: string,
  built: BuiltWorkspace,
  linksOf: LinksOf,
): StartLinks {
  const plugin = built.plugins.find(({ manifest }) => manifest.id === entry.id)
  if (!plugin) return joinLinks([])
  const wanted = new Set(entry.preload?.resources ?? ['metadata', 'dependencies', 'assets', 'code'])
  const own = linksOf(plugin, featuresOn(plugin, pattern))
  const needed = wanted.has('dependencies') ? withDependencies([entry], built) : []
  const dependencies = pluginsOf(needed, built).filter((other) => other !== plugin)
  return joinLinks([
    {
      manifests: wanted.has('metadata') ? own.manifests : [],
      scripts: own.scripts.filter(({ isShared = false }) =>
        wanted.has(isShared ? 'dependencies' : 'code'),
      ),
      styles: wanted.has('assets') ? own.styles : [],
    },
    ...dependencies.map((dependency) => linksOf(dependency, [])),
  ])
}

/** Features that the plugin's contributions show under this path. */
function featuresOn({ source, manifest }: BuiltPlugin, path: string): string[] {
  const contributions = Object.values(source.manifest.extensions ?? {}).flat()
  return contributions.flatMap((contribution) => {
    if (typeof contribution !== 'object' || contribution === null) return []
    const { path: own, feature, when } = contribution as Record<string, unknown>
    if (typeof feature !== 'string' || !(own === path || isShownOn(path, when))) return []
    const described = manifest.features[feature]
    // What is fetched only when it is asked for is not made likely by a route.
    return described && described.fetch !== 'lazy' ? feature : []
  })
}

/** Whether conditions hold on this route, as far as the route alone decides. */
function isShownOn(path: string, when: unknown): boolean {
  const { routes = [], ...others } = (when ?? {}) as Conditions
  return routes.includes(path) && Object.keys(others).length === 0
}

/** Links for the start of a plugin, and for features of it. */
type LinksOf = (plugin: BuiltPlugin, features: readonly string[]) => StartLinks

function createLinksOf({ plan, plugins, catalog }: BuiltWorkspace, catalogFile: string): LinksOf {
  const known = catalog.plugins.flatMap(({ id, build }) => (build ? [[id, build] as const] : []))
  const embedded = new Map(known)
  const manifests = new Map([
    ...plugins.map((plugin) => [plugin.manifest.id, plugin.manifest] as const),
    ...embedded,
  ])
  const files = new Map(
    plugins.map(({ manifest: { id }, address }) => [
      id,
      posix.join(posix.dirname(catalogFile), address),
    ]),
  )
  const fileOf = (plugin: string) => files.get(plugin) ?? ''
  const link = ({ plugin, pack, ...alone }: StepFile): Link => {
    const { file, integrity } = pack ?? alone
    const address = posix.join(posix.dirname(fileOf(plugin)), file)
    return { address, integrity, isShared: alone.isShared }
  }
  return ({ manifest }, features) => {
    const { chunks, styles } = stepFiles(plan, manifests, { plugin: manifest.id, features })
    const owners = new Set([manifest.id, ...chunks.map(({ plugin }) => plugin)])
    return {
      // What stands in the catalog is not fetched.
      manifests: [...owners].filter((id) => !embedded.has(id)).map(fileOf),
      scripts: chunks.map(link),
      styles: styles.map(link),
    }
  }
}

function pluginsOf(ids: readonly string[], { plugins }: BuiltWorkspace): BuiltPlugin[] {
  return ids.flatMap((id) => plugins.find(({ manifest }) => manifest.id === id) ?? [])
}

function joinLinks(all: readonly StartLinks[]): StartLinks {
  const once = (links: readonly Link[]) => {
    const byAddress = new Map<string, Link>()
    for (const link of links) byAddress.set(link.address, byAddress.get(link.address) ?? link)
    return [...byAddress.values()]
  }
  return {
    manifests: [...new Set(all.flatMap(({ manifests }) => manifests))],
    scripts: once(all.flatMap(({ scripts }) => scripts)),
    styles: once(all.flatMap(({ styles }) => styles)),
  }
}
