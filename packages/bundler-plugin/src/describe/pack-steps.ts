import type { BuildManifest } from '@mortise/shared'
import { stepFiles } from '@mortise/shared/resolve'
import { eagerPlugins, type Planned } from './eager-plugins.ts'

/** Items of packs by the packs' names: `eager`, an id, or `<id>/<feature>`. */
export type PackOption = Readonly<Record<string, readonly string[]>>

/** A plugin's start, and features of it. */
export interface Step {
  readonly plugin: string
  readonly features: readonly string[]
}

export interface BuiltSteps extends Planned {
  readonly manifests: ReadonlyMap<string, BuildManifest>
}

/** The starts of all plugins that are active before the first render, with what comes beside them. */
export function eagerSteps(built: BuiltSteps): Step[] {
  return eagerPlugins(built).map((id) => startOf(id, built))
}

/** What an item of a pack stands for. A plugin that the plan refuses stands for nothing. */
export function stepsOf(item: string, built: BuiltSteps): Step[] {
  if (item === 'eager') return eagerSteps(built)
  const { order } = built.plan
  if (built.manifests.has(item)) return order.includes(item) ? [startOf(item, built)] : []
  const plugin = order.find((id) => item.startsWith(`${id}/`))
  return plugin === undefined ? [] : [{ plugin, features: [item.slice(plugin.length + 1)] }]
}

function startOf(plugin: string, { manifests }: BuiltSteps): Step {
  const manifest = manifests.get(plugin)
  return { plugin, features: manifest ? featuresBeside(manifest) : [] }
}

/** The features that `dynamicImport.preload` has fetched beside their plugin's entry. */
export function featuresBeside({ features }: BuildManifest): string[] {
  return Object.keys(features).filter((name) => features[name]?.fetch === 'preload')
}

/**
 * Ids of the plugins whose build manifests these steps take: their own, and of those whose fallback
 * providers they get.
 */
export function neededManifests(
  steps: readonly Step[],
  { plan, manifests }: BuiltSteps,
): Set<string> {
  const chunks = steps.flatMap((step) => stepFiles(plan, manifests, step).chunks)
  return new Set([...steps, ...chunks].map(({ plugin }) => plugin))
}

/**
 * The addresses of each pack's chunks in the output. A chunk is in one pack at most, the first that
 * names it. `addressOf` gives the address of a file that a plugin's build manifest names.
 */
export function choosePacked(
  packs: PackOption,
  built: BuiltSteps,
  addressOf: (plugin: string, file: string) => string,
): Map<string, string[]> {
  const taken = new Set<string>()
  const chosen = Object.entries(packs).map(([name, items]) => {
    const steps = items.flatMap((item) => stepsOf(item, built))
    const files = steps.flatMap((step) => stepFiles(built.plan, built.manifests, step).chunks)
    const all = new Set(files.map(({ plugin, file }) => addressOf(plugin, file)))
    const own = [...all].filter((address) => !taken.has(address))
    for (const address of own) taken.add(address)
    return [name, own] as const
  })
  return new Map(chosen)
}
