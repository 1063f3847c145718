import * as z from 'zod/mini'
import { block, defaulted, flag, text, whole } from '../field.ts'

const retry = block(
  {
    enabled: flag(true, 'Try again after a failed download.'),
    maxAttempts: defaulted(whole(1, 10), 3, 'Attempts in all, the first included.'),
    backoffMs: defaulted(whole(0), 1000, 'First delay in ms; it doubles with every attempt.'),
  },
  'What to do when a download fails.',
)

export const dynamicImport = block(
  {
    enabled: flag(true, 'Load features on their own; `false` builds them into the entry.'),
    mode: defaulted(
      z.enum(['async', 'sync', 'eager', 'lazy']),
      'async',
      'When a feature is fetched: asked for or preloaded, built into the entry, with the entry, ' +
        'or only when asked for.',
    ),
    prefetch: flag(false, 'Fetch the features when the page is idle.'),
    preload: flag(false, "Fetch the features beside the plugin's entry."),
    webpackChunkName: text('Name of the chunk file, in every bundler.'),
    timeout: defaulted(whole(100), 30000, 'Limit of one load in ms.'),
    retry: z.prefault(retry, {}),
  },
  "How the plugin's features are fetched.",
)
