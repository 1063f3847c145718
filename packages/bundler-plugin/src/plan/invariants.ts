import { stronglyConnected } from '@mortise/shared/resolve'

/** An emitted chunk, as far as the rules below look at it. */
export interface EmittedChunk {
  readonly name: string
  readonly modules: readonly string[]
  /** Logical names of chunks that it imports statically. */
  readonly imports: readonly string[]
}

export interface BrokenInvariant {
  readonly rule: 'cycle' | 'feature-imports-feature' | 'eager-lazy-module'
  /** Names of the chunks concerned. */
  readonly chunks: readonly string[]
  readonly modules: readonly string[]
}

export interface InvariantFacts {
  /** Names of chunks that hold exactly one feature → the feature's plugin. */
  readonly featureChunks: ReadonlyMap<string, string>
  /** Entry chunk's name → modules that only `import()` reaches and that its plugin keeps lazy. */
  readonly lazyModules: ReadonlyMap<string, ReadonlySet<string>>
}

/** Checks what must hold for every build, whatever the bundler did with the plan. */
export function findBrokenInvariants(
  chunks: readonly EmittedChunk[],
  facts: InvariantFacts,
): BrokenInvariant[] {
  const byName = new Map(chunks.map((chunk) => [chunk.name, chunk]))
  return [
    ...findCycles(chunks, byName),
    ...findFeatureImports(chunks, facts),
    ...findEagerLazies(byName, facts),
  ]
}

function findCycles(chunks: readonly EmittedChunk[], byName: ReadonlyMap<string, EmittedChunk>) {
  const targets = (name: string) => byName.get(name)?.imports ?? []
  return stronglyConnected(
    chunks.map((chunk) => chunk.name),
    targets,
  )
    .filter((group) => group.length > 1)
    .map((group): BrokenInvariant => ({
      rule: 'cycle',
      chunks: group,
      modules: group.flatMap((name) => byName.get(name)?.modules.slice(0, 3) ?? []),
    }))
}

function findFeatureImports(chunks: readonly EmittedChunk[], { featureChunks }: InvariantFacts) {
  return chunks.flatMap((chunk) =>
    featureChunks.has(chunk.name)
      ? chunk.imports
          .filter((target) => featureChunks.has(target))
          .map((target): BrokenInvariant => ({
            rule: 'feature-imports-feature',
            chunks: [chunk.name, target],
            modules: chunk.modules.slice(0, 3),
          }))
      : [],
  )
}

function findEagerLazies(
  byName: ReadonlyMap<string, EmittedChunk>,
  { lazyModules }: InvariantFacts,
) {
  const broken: BrokenInvariant[] = []
  for (const [entry, lazy] of lazyModules) {
    const seen = new Set<string>()
    const open = [entry]
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const chunk = byName.get(name)
      if (!chunk || seen.has(name)) continue
      seen.add(name)
      open.push(...chunk.imports)
      const modules = chunk.modules.filter((module) => lazy.has(module))
      if (modules.length > 0) {
        broken.push({ rule: 'eager-lazy-module', chunks: [entry, name], modules })
      }
    }
  }
  return broken
}
