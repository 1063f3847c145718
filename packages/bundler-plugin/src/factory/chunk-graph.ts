import type { ChunkFacts } from './analyse-chunk.ts'
import { chunkUnresolved } from './errors.ts'
import type { ExportEntry } from './module-record.ts'
import { nodesInCycles } from './nodes-in-cycles.ts'

/** What a specifier means: a chunk of this build by logical name, or a shared dependency by key. */
export type Target = { chunk: string } | { shared: string }
export type Resolve = (specifier: string, from: string) => Target | undefined

export interface Dependency {
  /** Logical name of a chunk, or key of a shared dependency. */
  readonly key: string
  /** Absent for a shared dependency. */
  readonly chunk?: LinkedChunk
}

/** A chunk that knows what its imports mean. */
export interface LinkedChunk {
  readonly name: string
  readonly facts: ChunkFacts
  /** Each once, in order of evaluation. */
  readonly dependencies: readonly Dependency[]
  readonly bySpecifier: ReadonlyMap<string, Dependency>
  readonly exportEntries: ReadonlyMap<string, ExportEntry>
  /** Key of what each dynamic import with a known specifier loads. */
  readonly dynamic: ReadonlyMap<string, string>
  /**
   * Is a generator, which yields its exports before it is evaluated: it reaches itself over static
   * imports, or has `export *` of names that only the page knows. What evaluates and merges them is
   * fetched by a page that meets one; chunks that await, and those above them, fetch it anyway.
   */
  readonly stepwise: boolean
}

/** Resolves all specifiers and finds the cycles. Throws `CHUNK_UNRESOLVED`. */
export function linkChunks(
  all: readonly ChunkFacts[],
  resolve: Resolve,
  logicalName: (file: string) => string,
): LinkedChunk[] {
  const chunks = all.map((facts) => emptyChunk(facts, logicalName(facts.file)))
  const byName = new Map(chunks.map((chunk) => [chunk.name, chunk]))
  const dependencyOf = (specifier: string, from: string): Dependency => {
    const target = resolve(specifier, from)
    if (target && 'shared' in target) return { key: target.shared }
    const chunk = target && byName.get(target.chunk)
    if (!chunk) throw chunkUnresolved(specifier, from)
    return { key: chunk.name, chunk }
  }
  for (const chunk of chunks) {
    const { file, record, scan } = chunk.facts
    const byKey = new Map<string, Dependency>()
    for (const specifier of record.specifiers) {
      const found = dependencyOf(specifier, file)
      const dependency = byKey.get(found.key) ?? found
      byKey.set(dependency.key, dependency)
      chunk.bySpecifier.set(specifier, dependency)
    }
    chunk.dependencies.push(...byKey.values())
    for (const { source } of scan.dynamicImports) {
      const specifier = staticSpecifier(source)
      if (specifier !== undefined) chunk.dynamic.set(specifier, dependencyOf(specifier, file).key)
    }
  }
  const cyclic = nodesInCycles(chunks, ({ dependencies }) =>
    dependencies.flatMap(({ chunk }) => (chunk as EmptyChunk | undefined) ?? []),
  )
  const isLate = (chunk: EmptyChunk) => chunk.facts.async || cyclic.has(chunk)
  for (const chunk of chunks) {
    chunk.stepwise =
      cyclic.has(chunk) || (starsShared(chunk) && ![...closureOf(chunk)].some(isLate))
  }
  return chunks
}

/** Has `export *` of a shared dependency. */
function starsShared({ facts, bySpecifier }: EmptyChunk) {
  return facts.record.stars.some((specifier) => !bySpecifier.get(specifier)?.chunk)
}

function closureOf(chunk: EmptyChunk) {
  const found = new Set([chunk])
  // A set grows while it is walked.
  for (const { dependencies } of found) {
    for (const dependency of dependencies) {
      if (dependency.chunk) found.add(dependency.chunk as EmptyChunk)
    }
  }
  return found
}

type ImportSource = ChunkFacts['scan']['dynamicImports'][number]['source']

/** The specifier of a dynamic import that names it in full: a string, or a template without `${}`. */
export function staticSpecifier(source: ImportSource): string | undefined {
  if (source.type === 'Literal' && typeof source.value === 'string') return source.value
  if (source.type !== 'TemplateLiteral' || source.expressions.length > 0) return undefined
  return source.quasis[0]?.value.cooked ?? undefined
}

type EmptyChunk = ReturnType<typeof emptyChunk>

function emptyChunk(facts: ChunkFacts, name: string) {
  return {
    name,
    facts,
    dependencies: [] as Dependency[],
    bySpecifier: new Map<string, Dependency>(),
    exportEntries: new Map(facts.record.exports.map((entry) => [entry.exported, entry])),
    dynamic: new Map<string, string>(),
    stepwise: false,
  }
}
