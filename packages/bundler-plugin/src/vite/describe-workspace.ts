import { posix } from 'node:path'
import type { Catalog, MortiseError, Plan } from '@mortise/shared'
import { checkContributions } from '../describe/check-contributions.ts'
import { describeCatalog } from '../describe/describe-catalog.ts'
import type { BuiltPlugin } from '../describe/describe-catalog.ts'
import { embedManifests } from '../describe/embed-manifests.ts'
import type { FinalChunk } from '../describe/final-chunk.ts'
import { finalizePack, packMap, packText } from '../describe/pack.ts'
import type { Pack } from '../describe/pack.ts'
import { choosePacked, eagerSteps, neededManifests, stepsOf } from '../describe/pack-steps.ts'
import type { BuiltSteps } from '../describe/pack-steps.ts'
import { packEmpty, planWarning, unresolvable } from '../errors.ts'
import { attachMap, type SourceMapMode } from './attach-map.ts'
import type { FinalChunks } from './to-final-chunks.ts'
import type { Workspace } from './workspace.ts'

export interface DescribedWorkspace {
  readonly catalog: Catalog
  readonly plan: Plan
  /** Whether a page may take the baked plan without a look at it. */
  readonly isPlain: boolean
  readonly packs: readonly Pack[]
  /** Source maps of the packs, where they are files: path to text. */
  readonly maps: ReadonlyMap<string, string>
  readonly warnings: readonly MortiseError[]
}

/**
 * The catalog with its plan, the packs, and in the catalog the build manifests that a start or a pack
 * needs. Throws RESOLVE_WORKSPACE when a plugin cannot run, and CONFIG_PACK_INVALID.
 */
export function describeWorkspace(
  plugins: readonly BuiltPlugin[],
  { plugins: sources, shared, options, extensionPoints, standsAlone }: Workspace,
  chunks: FinalChunks,
  sourcemap: SourceMapMode,
): DescribedWorkspace {
  const { together, hostVersions } = shared
  const { policy, engine, warm } = options
  const rules = { together, policy, engine }
  const { catalog, plan, isPlain } = describeCatalog(plugins, hostVersions, rules, warm)
  // A plugin that the host itself disabled is no mistake.
  const refused = Object.values(plan.refused).filter(({ code }) => code !== 'RESOLVE_DISABLED')
  if (refused.length > 0 && !standsAlone) throw unresolvable(refused)
  const checked = checkContributions(catalog, sources, extensionPoints)
  const manifests = new Map(plugins.map(({ manifest }) => [manifest.id, manifest]))
  const built = { catalog, plan, manifests }
  const items = Object.values(options.packs).flat()
  const needed = neededManifests(
    [...eagerSteps(built), ...items.flatMap((item) => stepsOf(item, built))],
    built,
  )
  const embedded = new Map([...manifests].filter(([id]) => needed.has(id)))
  const maps = new Map<string, string>()
  const packs = createPacks(built, options, chunks, sourcemap, maps)
  const folderOf = (id: string) => `${options.folder}/${id}`
  return {
    catalog: embedManifests(checked.catalog, embedded, packs, folderOf),
    plan,
    isPlain,
    packs,
    maps,
    warnings: [...plan.warnings.map(planWarning), ...checked.warnings],
  }
}

function createPacks(
  built: BuiltSteps,
  { packs, folder }: Workspace['options'],
  { final, sourceMaps }: FinalChunks,
  sourcemap: SourceMapMode,
  maps: Map<string, string>,
): Pack[] {
  const byAddress = new Map<string, FinalChunk>()
  for (const chunk of final.values()) byAddress.set(chunk.address, chunk)
  const chosen = choosePacked(packs, built, (id, file) => posix.join(folder, id, file))
  return [...chosen].map(([name, addresses]) => {
    if (addresses.length === 0) throw packEmpty(name)
    const path = `${folder}/packs/${name}`
    const chunks = addresses.flatMap((address) => byAddress.get(address) ?? [])
    const text = packText(chunks)
    const map = packMap(path, chunks, sourceMaps)
    return finalizePack(path, map ? attachMap(text, map, path, sourcemap, maps) : text, chunks)
  })
}
