import type { Rolldown } from 'vite'
import { chunkTooLarge } from '../errors.ts'
import type { FinalChunk } from '../describe/final-chunk.ts'
import { fileOfChunk } from './chunk-files.ts'
import type { Workspace } from './workspace.ts'

const kilobyte = 1024

/** Warnings for emitted chunks over their plugin's `maxChunkSize`: the plan goes by source bytes. */
export function findTooLarge(
  final: ReadonlyMap<string, FinalChunk>,
  chunks: readonly Rolldown.OutputChunk[],
  { plugins, options, root }: Workspace,
) {
  return plugins.flatMap(({ id, manifest }) => {
    const { enabled, maxChunkSize } = manifest.loading.codeSplitting
    if (!enabled || maxChunkSize === undefined) return []
    return [...final.values()]
      .filter(({ name, size }) => name.startsWith(`${id}/`) && size > maxChunkSize * kilobyte)
      .map(({ name, size }) => {
        const chunk = chunks.find(({ fileName }) => fileName === fileOfChunk(options.folder, name))
        const [largest = ''] = Object.entries(chunk?.modules ?? {})
          .sort(([, a], [, b]) => b.renderedLength - a.renderedLength)
          .map(([module]) => module.replace(`${root}/`, ''))
        return chunkTooLarge(id, name, Math.ceil(size / kilobyte), maxChunkSize, largest)
      })
  })
}
