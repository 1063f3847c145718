import type { PluginManifestInput } from '@mortise/shared'
import { bakedPlan } from './baked-plan.ts'
import type { HostBuild } from './build.ts'
import { readCatalog } from './catalog/read-catalog.ts'
import { late } from './errors.ts'
import type { Events } from './events.ts'
import { createExecutors } from './executors.ts'
import type { Registration } from './kernel/registration.ts'
import type { Release } from './loader/executor.ts'
import { fetchRelease } from './loader/fetch-release.ts'
import { loadRelease } from './loader/load-release.ts'
import type { PagePlan } from './page-plan.ts'
import type { UsedPlugin } from './used-plugin.ts'
import { whenIdle } from './when-idle.ts'

export interface PageOptions {
  readonly events: Events
  readonly catalogs: readonly string[]
  readonly provided: HostBuild['provided']
  readonly nonce: string | undefined
  /** The host's values for the plugins' `configuration`, by plugin id. */
  readonly config: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** Where plugins come from: the catalogs, the plan, and the network behind them. */
export interface Page {
  /** Reads the catalogs and finds the plan; what is broken is reported and left out. */
  resolve(used: readonly UsedPlugin[]): Promise<{
    registrations: Registration[]
    contributions: PagePlan['contributions']
  }>
}

export function createPage({ events, catalogs, provided, nonce, config }: PageOptions): Page {
  let plan: PagePlan | undefined
  const executorOf = createExecutors({ provided, nonce, plan: () => plan, releaseOf })

  async function releaseOf(id: string, signal?: AbortSignal): Promise<Release | undefined> {
    const plugin = plan?.known.get(id)
    return plugin && fetchRelease(plugin.entry, plugin.catalogUrl, signal)
  }

  async function configure(id: string, manifest: Partial<PluginManifestInput>) {
    const given = config[id] ?? {}
    if (!manifest.configuration) return given
    return (await import('./configuration.ts')).configure(manifest, given, late)
  }

  async function load(id: string, signal: AbortSignal, feature?: string) {
    const refusal = plan?.refused[id]
    if (refusal) throw await late('planRefused', refusal)
    const release = (await releaseOf(id, signal)) as Release
    const plugin = await loadRelease(release, await executorOf(release), signal, feature)
    if (plugin.manifest.loading) whenIdle(() => reportNotHonoured(release))
    return { ...plugin, config: await configure(id, plugin.manifest) }
  }

  async function reportNotHonoured({ manifest }: Release) {
    const module = await import('./loader/not-honoured.ts')
    await module.reportNotHonoured(manifest, events, late)
  }

  return {
    async resolve(used) {
      const read = await Promise.all(
        catalogs.map((address) =>
          readCatalog(address, document.baseURI).catch((error: unknown) => events.report(error)),
        ),
      )
      const facts = { catalogs: read.filter((one) => !!one), provided: versionsOf(provided) }
      plan = bakedPlan(facts.catalogs, facts.provided)
      if (!plan || used.length) {
        const { planAnew } = await import('./plan-anew.ts')
        plan = await planAnew({ ...facts, used, baked: plan, configure, events, late })
      }
      const { own, known, order, contributions } = plan
      const registrations = order.map((id) => {
        const { version, strategy, initialization, dependencies, optional } = {
          ...known.get(id)?.entry,
        }
        return (
          own.get(id) ?? {
            id,
            version: version ?? '',
            strategy: strategy ?? 'lazy',
            mode: initialization?.mode ?? 'async',
            critical: !!initialization?.critical,
            requires: Object.keys(dependencies ?? {}),
            wants: Object.keys(optional ?? {}),
            load: (signal: AbortSignal, feature?: string) => load(id, signal, feature),
          }
        )
      })
      return { registrations, contributions }
    },
  }
}

/** Package to version: the specifiers of one package are of one version. */
function versionsOf(provided: HostBuild['provided']): Record<string, string> {
  const versions = Object.entries(provided).map(([specifier, { version }]) => [
    /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0],
    version,
  ])
  return Object.fromEntries(versions)
}
