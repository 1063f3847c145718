import { posix } from 'node:path'
import type { Rolldown } from 'vite'
import { finalizeChunk } from '../describe/final-chunk.ts'
import type { FinalChunk } from '../describe/final-chunk.ts'
import { analyseChunks, transformChunks } from '../factory/index.ts'
import { inlineHelpers } from './inline-helpers.ts'
import { addUsedNames, type UsedNames } from '../describe/used-names.ts'
import { attachMap, type SourceMapMode } from './attach-map.ts'
import { chunkOfFile, fileOfChunk } from './chunk-files.ts'
import { nameFiles } from './name-files.ts'
import type { Workspace } from './workspace.ts'

export interface FinalChunks {
  /** By logical name. */
  readonly final: ReadonlyMap<string, FinalChunk>
  /** File → source map. */
  readonly maps: ReadonlyMap<string, string>
  /** Logical name → source map, also where it is no file. */
  readonly sourceMaps: ReadonlyMap<string, string>
  /** Shared key → names that any chunk imports; `undefined` for the whole namespace. */
  readonly sharedNames: ReadonlyMap<string, readonly string[] | undefined>
}

/** Runs the factory pass over Rolldown's chunks and gives each its id and address. */
export async function toFinalChunks(
  chunks: readonly Rolldown.OutputChunk[],
  workspace: Workspace,
  sourcemap: SourceMapMode,
): Promise<FinalChunks> {
  const { folder } = workspace.options
  const { remember } = workspace.memory
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const logicalName = (file: string) => chunkOfFile(folder, file)
  const sources = inlineHelpers(chunks, folder, !!sourcemap)
  const resolve = (specifier: string, from: string) => {
    if (workspace.shared.uses.has(specifier)) return { shared: specifier }
    const file = posix.join(posix.dirname(from), specifier)
    return byFile.has(file) ? { chunk: logicalName(file) } : undefined
  }
  const transformed = transformChunks(
    sources,
    { logicalName, resolve, remember },
    await analyseChunks(sources, remember),
  )
  const fileOf = nameFiles(
    transformed.map(({ name }) => name),
    workspace,
  )
  const maps = new Map<string, string>()
  const sourceMaps = new Map<string, string>()
  const final = new Map<string, FinalChunk>()
  const sharedNames: UsedNames = new Map()
  for (const { name, code, map, deps, dynamicDeps, async, importedNames } of transformed) {
    const file = fileOf(name)
    const styles = [...(byFile.get(fileOfChunk(folder, name))?.viteMetadata?.importedCss ?? [])]
    const written = map && JSON.stringify(map)
    if (written) sourceMaps.set(name, written)
    const text = written ? attachMap(code, written, file.path, sourcemap, maps) : code
    final.set(name, finalizeChunk({ name, code: text, deps, dynamicDeps, async, styles, ...file }))
    for (const [key, names] of importedNames) addUsedNames(sharedNames, key, names)
  }
  return { final, maps, sourceMaps, sharedNames }
}
