import { chunkExportMissing } from './errors.ts'
import type { Dependency, LinkedChunk } from './chunk-graph.ts'
import { type ExportEntry, type ImportEntry, NAMESPACE } from './module-record.ts'

/** One export of a chunk, with every `export *` of another chunk spelt out. */
export interface ResolvedExport {
  readonly exported: string
  readonly local?: string
  readonly from?: { dependency: Dependency; imported: string }
  /** Its value may change after the chunk is evaluated. */
  readonly live: boolean
}

export interface ChunkExports {
  /** Sorted by code unit, as the keys of a namespace object are. */
  readonly named: readonly ResolvedExport[]
  /** Dependencies whose names are known in the page only, and which `export *` re-exports. */
  readonly open: readonly Dependency[]
}

/** Whether a shared dependency's export may change after its evaluation. */
export type IsSharedLive = (key: string, name: string) => boolean

export interface ExportResolver {
  exportsOf(chunk: LinkedChunk): ChunkExports
  /** Throws `CHUNK_EXPORT_MISSING`. */
  isLiveImport(chunk: LinkedChunk, entry: Pick<ImportEntry, 'specifier' | 'imported'>): boolean
}

/** A binding, wherever it is re-exported: two names that lead to one binding do not conflict. */
interface Binding {
  readonly id: string
  readonly live: boolean
}
type Resolution = Binding | 'ambiguous' | undefined

export function createExportResolver(isSharedLive: IsSharedLive): ExportResolver {
  const resolve = createResolve(isSharedLive)
  return {
    exportsOf(chunk) {
      const named = [...namesOf(chunk)].sort().flatMap((exported): ResolvedExport[] => {
        const resolution = resolve(chunk, exported)
        if (typeof resolution !== 'object') return []
        const entry = chunk.exportEntries.get(exported) ?? starEntry(chunk, exported, resolve)
        return [{ ...fromDependency(chunk, entry), exported, live: resolution.live }]
      })
      return { named, open: starsOf(chunk).filter((dependency) => isOpen(dependency)) }
    },
    isLiveImport(chunk, { specifier, imported }) {
      const dependency = chunk.bySpecifier.get(specifier)
      if (!dependency?.chunk) return isSharedLive(dependency?.key ?? specifier, imported)
      if (imported === NAMESPACE) return false
      const resolution = resolve(dependency.chunk, imported)
      if (typeof resolution === 'object') return resolution.live
      if (resolution === undefined && isOpen(dependency)) return false
      throw chunkExportMissing(imported, specifier, chunk.facts.file)
    },
  }
}

type ResolveName = (chunk: LinkedChunk, name: string, seen?: Set<string>) => Resolution

/** Follows a name through re-exports (ECMA-262 §16.2.1.7.2.2, ResolveExport). */
function createResolve(isSharedLive: IsSharedLive): ResolveName {
  const known = new Map<LinkedChunk, Map<string, Resolution>>()

  const resolve: ResolveName = (chunk, name, seen = new Set()) => {
    const memo = known.get(chunk) ?? new Map<string, Resolution>()
    known.set(chunk, memo)
    if (memo.has(name)) return memo.get(name)
    const step = `${chunk.name} ${name}`
    if (seen.has(step)) return undefined
    seen.add(step)
    const entry = chunk.exportEntries.get(name)
    const resolution = entry ? explicit(chunk, entry, seen) : star(chunk, name, seen)
    // Inside a circle of `export *` an answer may lack what the circle's start will add.
    if (seen.size === 1) memo.set(name, resolution)
    return resolution
  }
  const explicit = (chunk: LinkedChunk, { local, from }: ExportEntry, seen: Set<string>) => {
    const dependency = from && chunk.bySpecifier.get(from.specifier)
    if (!dependency) {
      const live = local !== undefined && chunk.facts.reassigned.has(local)
      return { id: `${chunk.name} ${local}`, live }
    }
    const { key, chunk: target } = dependency
    const { imported } = from
    if (imported === NAMESPACE) return { id: `${key} ${NAMESPACE}`, live: false }
    if (target) return resolve(target, imported, seen)
    return { id: `${key} ${imported}`, live: isSharedLive(key, imported) }
  }
  const star = (chunk: LinkedChunk, name: string, seen: Set<string>): Resolution => {
    if (name === 'default') return undefined
    let found: Binding | undefined
    for (const { chunk: target } of starsOf(chunk)) {
      const next = target && resolve(target, name, seen)
      if (next === 'ambiguous' || (found && next && next.id !== found.id)) return 'ambiguous'
      found ??= next
    }
    return found
  }
  return resolve
}

/** The entry that `export *` stands for. */
function starEntry(chunk: LinkedChunk, exported: string, resolve: ResolveName): ExportEntry {
  const { bySpecifier, facts } = chunk
  const specifier = facts.record.stars.find((candidate) => {
    const target = bySpecifier.get(candidate)?.chunk
    return target && resolve(target, exported)
  })
  return { exported, from: { specifier: specifier ?? '', imported: exported } }
}

function fromDependency(chunk: LinkedChunk, { local, from }: ExportEntry) {
  const dependency = from && chunk.bySpecifier.get(from.specifier)
  return {
    ...(local !== undefined && { local }),
    ...(dependency && { from: { dependency, imported: from.imported } }),
  }
}

function starsOf({ facts, bySpecifier }: LinkedChunk): Dependency[] {
  return facts.record.stars.flatMap((specifier) => bySpecifier.get(specifier) ?? [])
}

function namesOf(chunk: LinkedChunk, seen = new Set<LinkedChunk>()): Set<string> {
  const names = new Set(chunk.exportEntries.keys())
  if (seen.has(chunk)) return names
  seen.add(chunk)
  for (const { chunk: target } of starsOf(chunk)) {
    if (!target) continue
    for (const name of namesOf(target, seen)) if (name !== 'default') names.add(name)
  }
  return names
}

/** Whether `export *` of it re-exports names that only the page knows: those of a shared dependency. */
function isOpen({ chunk }: Dependency, seen = new Set<LinkedChunk>()): boolean {
  if (!chunk) return true
  if (seen.has(chunk)) return false
  seen.add(chunk)
  return starsOf(chunk).some((dependency) => isOpen(dependency, seen))
}
