import * as z from 'zod/mini'
import { block, defaulted, flag, optional, whole } from '../field.ts'

const sharedDependencies = block(
  {
    enabled: flag(true, 'Put modules that several features use into chunks of their own.'),
    minChunks: defaulted(whole(1), 2, 'How many chunks must use a module before it is shared.'),
  },
  'Common modules of the features.',
)

export const codeSplitting = block(
  {
    enabled: flag(true, 'Split the plugin; `false` gives one chunk.'),
    strategy: defaulted(
      z.enum(['route', 'feature', 'size', 'custom']),
      'feature',
      'Where to cut: features of one route together, each feature, merged up to a size, ' +
        "or the build's own function.",
    ),
    chunkNaming: defaulted(
      z.enum(['hashed', 'named', 'sequential']),
      'hashed',
      "Names of the chunk files; a chunk's id carries its content hash in every case.",
    ),
    maxChunkSize: optional(whole(10), 'Upper size of a chunk in KB. A module is never cut.'),
    sharedDependencies: z.prefault(sharedDependencies, {}),
  },
  "How the build cuts the plugin's code.",
)
