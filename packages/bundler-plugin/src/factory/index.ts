import type { SourceMap, SourceMapInput } from '@jridgewell/remapping'
import { analyseChunk, type ChunkFacts } from './analyse-chunk.ts'
import { linkChunks, type LinkedChunk, type Resolve, type Target } from './chunk-graph.ts'
import { NAMESPACE, readModuleRecord, type ModuleRecord } from './module-record.ts'
import { parseChunk } from './parse-chunk.ts'
import { makeAnew, type Remember } from './remember.ts'
import { createExportResolver, type IsSharedLive } from './resolve-exports.ts'
import { writeFactory } from './write-factory.ts'

export { analyseChunks } from './analyse-chunks.ts'
export type { ChunkFacts, IsSharedLive, Remember, Resolve, SourceMap, SourceMapInput, Target }

/**
 * Version of the form of a factory: what a chunk calls, and what it is called with. It rises with
 * every change that an older linker cannot read.
 */
export const FACTORY_FORMAT = 1

/** What an ES module imports and exports; nothing for what is no JavaScript. */
export function readModule(file: string, code: string): ModuleRecord | undefined {
  try {
    return readModuleRecord(parseChunk(file, code).program)
  } catch {
    return undefined
  }
}

/** Whether an ES module has top-level `await`; what is no JavaScript has none. */
export function awaitsAtTop(file: string, code: string): boolean {
  try {
    return analyseChunk(file, code).async
  } catch {
    return false
  }
}

/** A final ES chunk as a bundler emits it. */
export interface EsChunk {
  /** File name by which other chunks import it. */
  name: string
  code: string
  map?: SourceMapInput
}

export interface FactoryChunk {
  /** Logical name. */
  name: string
  /** A classic script in ASCII, without a `sourceMappingURL`. */
  code: string
  /** From `code` to the sources of the chunk's own map; absent where it has none. */
  map?: SourceMap
  /** Logical names of chunks and keys of shared dependencies, in order of evaluation. */
  deps: string[]
  /** The same for `import()` with a specifier that the build can read. */
  dynamicDeps: string[]
  /** Has top-level `await`. */
  async: boolean
  /** Shared key → names that the chunk imports; `undefined` for the whole namespace. */
  importedNames: Map<string, string[] | undefined>
}

export interface TransformOptions {
  /** What a specifier means in a chunk (by file name); `undefined` fails with `CHUNK_UNRESOLVED`. */
  resolve: Resolve
  logicalName(file: string): string
  /**
   * Whether a shared dependency's export may still change after its evaluation. The default is
   * never: nearly no package reassigns an export, and a local is much faster than a property read.
   */
  isSharedLive?: IsSharedLive
  remember?: Remember
}

/**
 * Turns the chunks of one build into factories. They are seen together, because an import is a
 * local or a property read depending on what the exporting chunk does, and on cycles.
 *
 * `facts` are what `analyseChunks` gave for the same chunks, where a build has many.
 *
 * Throws `CHUNK_SYNTAX`, `CHUNK_UNRESOLVED`, `CHUNK_EXPORT_MISSING`, `CHUNK_AWAIT_IN_CYCLE`.
 */
export function transformChunks(
  chunks: readonly EsChunk[],
  { resolve, logicalName, isSharedLive = () => false, remember = makeAnew }: TransformOptions,
  facts: readonly ChunkFacts[] = chunks.map(({ name, code }) => analyseChunk(name, code)),
): FactoryChunk[] {
  const exports = createExportResolver(isSharedLive)
  return linkChunks(facts, resolve, logicalName).map((chunk, index) => ({
    name: chunk.name,
    ...writeFactory(chunk, exports, chunks[index]?.map, remember),
    deps: chunk.dependencies.map(({ key }) => key),
    dynamicDeps: [...new Set(chunk.dynamic.values())],
    async: chunk.facts.async,
    importedNames: importedNames(chunk),
  }))
}

function importedNames({
  dependencies,
  bySpecifier,
  facts,
}: LinkedChunk): FactoryChunk['importedNames'] {
  const names = new Map<string, Set<string>>()
  for (const { key, chunk } of dependencies) if (!chunk) names.set(key, new Set())
  const { imports, exports, stars } = facts.record
  const all = [
    ...imports,
    ...exports.flatMap(({ from }) => from ?? []),
    ...stars.map((specifier) => ({ specifier, imported: NAMESPACE })),
  ]
  for (const { specifier, imported } of all) {
    names.get(bySpecifier.get(specifier)?.key ?? '')?.add(imported)
  }
  return new Map(
    Array.from(names, ([key, set]) => [key, set.has(NAMESPACE) ? undefined : [...set].sort()]),
  )
}
