import type { CatalogEntry, PluginManifestInput } from '@mortise/shared'
import type { HostBuild } from './build.ts'
import { mergeCatalogs, type KnownPlugin } from './catalog/merge-catalogs.ts'
import { readCatalog } from './catalog/read-catalog.ts'
import { late } from './errors.ts'
import { createExecutors } from './executors.ts'
import type { Events } from './events.ts'
import type { Registration } from './kernel/registration.ts'
import type { Release } from './loader/executor.ts'
import { fetchRelease } from './loader/fetch-release.ts'
import { loadRelease } from './loader/load-release.ts'
import { planPage, type PagePlan } from './plan-page.ts'
import type { UsedPlugin } from './used-plugin.ts'
import { whenIdle } from './when-idle.ts'

type Config = Readonly<Record<string, unknown>>
type Contributions = Iterable<readonly [string, Readonly<Record<string, unknown>>]>

export interface PageOptions {
  readonly events: Events
  readonly catalogs: readonly string[]
  readonly provided: HostBuild['provided']
  readonly nonce: string | undefined
  configOf(id: string): Config | undefined
}

/** Where plugins come from: the catalogs, the plan, and the network behind them. */
export interface Page {
  /** Reads the catalogs and makes the plan; what is broken is reported and left out. */
  resolve(used: readonly UsedPlugin[]): Promise<{
    registrations: Registration[]
    contributions: Contributions
  }>
  /** A plugin's configuration: what the host gave, else the manifest's defaults. */
  config(id: string, manifest: Partial<PluginManifestInput>): Config
}

export function createPage({ events, catalogs, provided, nonce, configOf }: PageOptions): Page {
  let known = new Map<string, KnownPlugin>()
  let plan: PagePlan = { order: [], refused: {}, shared: {} }
  const executorOf = createExecutors({ provided, nonce, plan: () => plan, releaseOf })

  async function releaseOf(id: string, signal?: AbortSignal): Promise<Release | undefined> {
    const plugin = known.get(id)
    return plugin && fetchRelease(plugin.entry, plugin.catalogUrl, signal)
  }

  async function readAll() {
    const read = catalogs.map((address) =>
      readCatalog(address, document.baseURI).catch((error: unknown) => events.report(error)),
    )
    return (await Promise.all(read)).filter((catalog) => !!catalog)
  }

  function config(id: string, { configuration }: Partial<PluginManifestInput>): Config {
    const properties = Object.entries(configuration?.properties ?? {})
    const defaults = properties.map(([name, property]) => [name, property.default])
    return { ...Object.fromEntries(defaults), ...configOf(id) }
  }

  async function load(id: string, signal: AbortSignal) {
    const refusal = plan.refused[id]
    if (refusal) throw await late('planRefused', refusal)
    const release = (await releaseOf(id, signal)) as Release
    const plugin = await loadRelease(release, await executorOf(release), signal)
    whenIdle(() => void reportNotHonoured(release, events))
    return { ...plugin, config: config(id, plugin.manifest) }
  }

  return {
    config,
    async resolve(used) {
      const read = await readAll()
      const own = new Map(used.map(({ registration }) => [registration.id, registration]))
      known = mergeCatalogs(
        read,
        (id) => own.has(id),
        async (id, url) =>
          events.report(await late('catalogDuplicate', { id, url }), id, 'warning'),
      )
      plan = await planPage({
        catalogs: read.map(({ catalog }) => catalog),
        entries: [...known.values()].map(({ entry }) => entry),
        used: used.map((plugin) => plugin.plan),
        provided: versionsOf(provided),
      })
      const registrations = plan.order.flatMap((id) => {
        const entry = known.get(id)?.entry
        return own.get(id) ?? (entry ? registrationOf(entry, (signal) => load(id, signal)) : [])
      })
      const contributions = registrations.flatMap(({ id }) => {
        const points = known.get(id)?.entry.extensions
        return points && !plan.refused[id] ? [[id, points] as const] : []
      })
      return { registrations, contributions }
    },
  }
}

function registrationOf(
  { id, version, strategy = 'lazy', initialization, dependencies, optional }: CatalogEntry,
  load: Registration['load'],
): Registration {
  return {
    id,
    version,
    strategy,
    mode: initialization?.mode ?? 'async',
    critical: initialization?.critical ?? false,
    requires: Object.keys(dependencies ?? {}),
    wants: Object.keys(optional ?? {}),
    load,
  }
}

/** Package to version: the specifiers of one package are of one version. */
function versionsOf(provided: HostBuild['provided']): Record<string, string> {
  const versions = Object.entries(provided).map(([specifier, { version }]) => [
    specifier.match(/^(@[^/]+\/)?[^/]+/)?.[0],
    version,
  ])
  return Object.fromEntries(versions)
}

async function reportNotHonoured({ manifest }: Release, events: Events) {
  const { loading } = manifest.manifest
  if (!loading) return
  const { notHonoured } = await import('./loader/not-honoured.ts')
  const found = await notHonoured(manifest, loading)
  if (found) events.report(found, manifest.id, 'warning')
}
