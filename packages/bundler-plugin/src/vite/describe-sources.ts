import type { BuildManifest } from '@mortise/shared'
import { describeCatalog } from '../describe/describe-catalog.ts'
import type { BuiltPlugin, DescribedCatalog } from '../describe/describe-catalog.ts'
import { describeFeatures } from '../describe/describe-plugin.ts'
import type { PluginSource } from '../discover/plugin-source.ts'
import { featureLoading } from '../plan/feature-loading.ts'
import { entryId } from './resolve-entries.ts'
import type { Workspace } from './workspace.ts'

/** Where sources are served from: the part of a Vite config that addresses depend on. */
export interface Site {
  readonly base: string
  readonly root: string
  /** When manifests of plugins, by id, were edited last while they were served. */
  readonly editedAt?: ReadonlyMap<string, number>
}

/** The build manifest of a plugin that is not built: its executor is native ES modules. */
export function describeSource(plugin: PluginSource, site: Site): BuildManifest {
  const { base } = site
  const modules = Object.entries(plugin.features).map(([name, file]) => [
    name,
    moduleAddress(file, site),
  ])
  return {
    format: 1,
    id: plugin.id,
    version: plugin.manifest.version,
    release: 'development',
    executor: 'esm',
    entry: `${base}@id/${entryId(plugin.id).replace('\0', '__x00__')}${timeOf(plugin, site)}`,
    size: 0,
    features: describeFeatures(
      Object.fromEntries(modules),
      featureLoading(plugin.manifest.loading),
    ),
    chunks: {},
    styles: {},
    shared: {},
    manifest: plugin.written,
  }
}

function manifestAddress(plugin: PluginSource, site: Site) {
  return `${site.base}@mortise/${plugin.id}/manifest.json${timeOf(plugin, site)}`
}

/** As Vite has it in the addresses of modules. */
function timeOf({ id }: PluginSource, { editedAt }: Site) {
  const time = editedAt?.get(id)
  return time === undefined ? '' : `?t=${time}`
}

/** The address that Vite writes into `import()` of a file. */
export function moduleAddress(file: string, { base, root }: Site) {
  return file.startsWith(`${root}/`)
    ? base + file.slice(root.length + 1)
    : `${base}@fs${file.startsWith('/') ? '' : '/'}${file}`
}

/** The same catalog and plan as a build's; what plugins share is read from their package.json. */
export function describeSources(
  { plugins, shared, packages, options }: Workspace,
  site: Site,
): DescribedCatalog {
  const served = plugins.map((source): BuiltPlugin => {
    const required: BuildManifest['shared'] = {}
    const provides: BuildManifest['provides'] = {}
    for (const name of options.shared) {
      const peer = source.peerDependencies[name]
      const range = peer ?? source.dependencies[name]
      if (range === undefined) continue
      const version = packages.installed(name, source.folder)?.json.version
      const singleton = peer === undefined ? {} : { singleton: true }
      required[`${name}@${range}`] = { specifier: name, package: name, range, ...singleton }
      if (version && !shared.hostVersions.has(name)) {
        provides[name] = { package: name, version, chunk: '' }
      }
    }
    const manifest = { ...describeSource(source, site), shared: required, provides }
    return { source, manifest, address: manifestAddress(source, site) }
  })
  const { together, hostVersions } = shared
  const { policy, engine, warm } = options
  return describeCatalog(served, hostVersions, { together, policy, engine }, warm)
}
