import { nearest, type Catalog, type CatalogEntry, type MortiseError } from '@mortise/shared'
import { checkConditions } from '@mortise/shared/conditions'
import {
  extensionConditionInvalid,
  extensionFeatureMissing,
  extensionInvalid,
  extensionPointDuplicate,
  extensionPointUnknown,
  nearestPoint,
  type ContributionPlace,
  type ExtensionPointDeclaration,
  type ExtensionPointDeclarations,
} from '@mortise/shared/contributions'
import { createSchemaCheck, type SchemaCheck } from '@mortise/shared/schema-check'
import type { PluginSource } from '../discover/plugin-source.ts'

type Value = Readonly<Record<string, unknown>>

export interface CheckedContributions {
  /** The catalog without what is wrong, and with what the page must know of it. */
  readonly catalog: Catalog
  readonly warnings: readonly MortiseError[]
}

/**
 * Holds all contributions of a catalog against the schemas of their points. A bad one is left out,
 * so that the page has nothing to check, and its plugin works: what is wrong is a warning here, and
 * stands in the catalog for the page to say again.
 */
export function checkContributions(
  catalog: Catalog,
  sources: readonly PluginSource[],
  host: ExtensionPointDeclarations,
): CheckedContributions {
  const { points, duplicates } = gatherPoints(catalog.plugins, host)
  const checks = new Map<string, SchemaCheck>()
  for (const [point, { schema }] of points) {
    if (schema !== undefined) checks.set(point, createSchemaCheck(schema))
  }
  const warnings: MortiseError[] = [...duplicates]
  const dropped: { plugin: string; code: MortiseError['code']; why: string; fix: string }[] = []
  const plugins = catalog.plugins.map((entry) => {
    const source = sources.find(({ id }) => id === entry.id)
    return keepGood(entry, (value, point, index) => {
      const file = source?.manifestFile
      const place = { pluginId: entry.id, point, index, ...(file && { file }) }
      const error = errorOf(value, place, checks.get(point))
      warnings.push(...(error ? [error] : warningsOf(value, place, source, points)))
      if (error) dropped.push(describe(error, entry.id, file))
      return !error
    })
  })
  const values = plugins.flatMap(({ extensions = {} }) => Object.values(extensions).flat())
  const isMore =
    dropped.length > 0 ||
    values.some((value) => 'when' in value || 'priority' in value) ||
    [...points.values()].some(({ cardinality }) => cardinality === 'single')
  const { plan } = catalog
  const contributions = dropped.length > 0 ? { dropped } : {}
  return {
    catalog: {
      ...catalog,
      plugins,
      ...(plan && isMore ? { plan: { ...plan, contributions } } : {}),
    },
    warnings,
  }
}

function errorOf(
  { when, priority: _, ...own }: Value,
  place: ContributionPlace,
  check?: SchemaCheck,
) {
  const path = `${place.point}[${place.index}]`
  const unclear = when === undefined ? [] : checkConditions(when, `${path}.when`)
  if (unclear.length > 0) return extensionConditionInvalid(place, unclear)
  const problems = check?.(own, path) ?? []
  return problems.length > 0 ? extensionInvalid(place, problems) : undefined
}

/** What is odd and may be meant. */
function warningsOf(
  { feature }: Value,
  place: ContributionPlace,
  source: PluginSource | undefined,
  points: ReadonlyMap<string, ExtensionPointDeclaration>,
): MortiseError[] {
  const near = points.has(place.point) ? undefined : nearestPoint(place.point, points.keys())
  const known = source?.manifest.features ?? {}
  const isMissing = source && typeof feature === 'string' && !Object.hasOwn(known, feature)
  return [
    ...(near ? [extensionPointUnknown(place, near)] : []),
    ...(isMissing
      ? [extensionFeatureMissing(place, feature, nearest(feature, Object.keys(known)))]
      : []),
  ]
}

/** The host's points, then those of the plugins in the plan's order; the first declaration counts. */
function gatherPoints(entries: readonly CatalogEntry[], host: ExtensionPointDeclarations) {
  const points = new Map<string, ExtensionPointDeclaration>(Object.entries(host))
  const owners = new Map(Object.keys(host).map((point) => [point, 'the host']))
  const duplicates: MortiseError[] = []
  for (const { id, extensionPoints = {} } of entries) {
    for (const [point, declaration] of Object.entries(extensionPoints)) {
      const first = owners.get(point)
      if (first !== undefined) {
        duplicates.push(extensionPointDuplicate(point, first, `plugin "${id}"`))
        continue
      }
      points.set(point, declaration)
      owners.set(point, `plugin "${id}"`)
    }
  }
  return { points, duplicates }
}

function keepGood(
  entry: CatalogEntry,
  isGood: (value: Value, point: string, index: number) => boolean,
): CatalogEntry {
  const { extensions, ...others } = entry
  if (!extensions) return entry
  const good = Object.entries(extensions).flatMap(([point, values]) => {
    const kept = values.filter((value, index) => isGood(value, point, index))
    return kept.length > 0 ? [[point, kept] as const] : []
  })
  return good.length > 0 ? { ...others, extensions: Object.fromEntries(good) } : others
}

/** For everybody who opens the page, so without the path on the machine that built it. */
function describe({ code, why, fix }: MortiseError, plugin: string, file: string | undefined) {
  return { plugin, code, why: file ? why.replace(` in "${file}"`, '') : why, fix }
}
