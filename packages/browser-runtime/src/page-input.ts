import type { PlanInput } from '@mortise/shared'
import type { HostBuild } from './build.ts'
import type { ReadCatalog } from './catalog/read-catalog.ts'
import type { late } from './errors.ts'
import type { Events } from './events.ts'
import type { HostOptions } from './host.ts'
import type { OverrideMark } from './override-address.ts'
import type { KnownPlugin } from './page-plan.ts'
import { planPluginOf } from './use-plugins.ts'
import type { UsedPlugin } from './used-plugin.ts'

/** What a page knows that its plan depends on. */
export interface PageFacts {
  readonly catalogs: readonly ReadCatalog[]
  readonly used: readonly UsedPlugin[]
  readonly provided: HostBuild['provided']
  /** The host's own, over those of its build. */
  readonly rules: HostBuild['rules']
}

/** A page as the host that made it sees it. */
export interface Page {
  readonly catalogs: readonly ReadCatalog[]
  readonly used: readonly UsedPlugin[]
  readonly build: HostBuild
  readonly options: HostOptions
}

/** What the host's options say goes over what its build says. */
export function rulesOf({ build, options, ...read }: Page): PageFacts {
  return {
    ...read,
    provided: { ...build.provided, ...options.shared },
    rules: { ...build.rules, ...options },
  }
}

/** The same facts as the resolver takes them. The first catalog's entry of a version counts. */
export function inputOf(facts: PageFacts): PlanInput {
  const { used, catalogs, rules = {} } = facts
  const entries = entriesOf(facts).kept.map(({ entry }) => entry)
  return {
    plugins: [...used.map(planPluginOf), ...entries],
    provided: versionsOf(facts.provided),
    together: catalogs.flatMap(({ catalog: { together = [] } }) => together),
    policy: rules.policy,
    engine: rules.engine,
  }
}

/**
 * All that the catalogs list, in their order; an id in several versions, of which the plan picks one. What
 * a catalog that overrides the others lists is in no other.
 */
export function entriesOf({ catalogs: all, used }: Pick<PageFacts, 'catalogs' | 'used'>) {
  const own = new Set(used.map(({ id }) => id))
  const catalogs = withOverrides(all)
  const seen = new Set<string>()
  const kept: KnownPlugin[] = []
  const doubled: KnownPlugin[] = []
  for (const { catalog, url } of catalogs) {
    for (const entry of catalog.plugins) {
      const name = `${entry.id}@${entry.version}`
      const isNew = !seen.has(name) && !own.has(entry.id)
      seen.add(name)
      ;(isNew ? kept : doubled).push({ entry, catalogUrl: url })
    }
  }
  return { kept, doubled }
}

const override: OverrideMark = '#override'

function withOverrides(catalogs: readonly ReadCatalog[]): readonly ReadCatalog[] {
  const overriding = catalogs.filter(({ url }) => url.endsWith(override))
  if (!overriding.length) return catalogs
  const taken = new Set(overriding.flatMap(({ catalog }) => catalog.plugins.map(({ id }) => id)))
  const others = catalogs.filter((one) => !overriding.includes(one))
  return [
    ...overriding,
    ...others.map(({ url, catalog }) => {
      const plugins = catalog.plugins.filter(({ id }) => !taken.has(id))
      return { url, catalog: { ...catalog, plugins } }
    }),
  ]
}

/** The app's own plugins go before those of a catalog, and the first catalog before the next. */
export async function reportDoubled(
  facts: PageFacts,
  { report }: Pick<Events, 'report'>,
  explain: typeof late,
): Promise<void> {
  for (const { entry, catalogUrl: url } of entriesOf(facts).doubled) {
    const { id } = entry
    report(await explain('catalogDuplicate', { id, url }), id, 'warning')
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
