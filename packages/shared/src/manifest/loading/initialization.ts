import * as z from 'zod/mini'
import { block, defaulted, flag, optional, whole } from '../field.ts'

const retry = block(
  {
    enabled: flag(false, 'Call `init` again after it failed.'),
    maxAttempts: defaulted(whole(1, 5), 3, 'Attempts in all, the first included.'),
    backoffMs: defaulted(whole(0), 1000, 'Delay between attempts in ms.'),
  },
  'What to do when `init` fails.',
)

export const initialization = block(
  {
    mode: defaulted(
      z.enum(['sync', 'async', 'parallel', 'sequential']),
      'async',
      'sync: `init` returns no promise. async: later plugins wait for it. ' +
        'parallel: only its dependents wait. sequential: it runs alone.',
    ),
    timeout: defaulted(whole(100), 30000, 'Limit of one `init` in ms.'),
    priority: defaulted(whole(0), 100, 'A lower number initialises earlier, after dependencies.'),
    critical: flag(false, "The host's `bootstrap()` rejects when this plugin fails."),
    retry: z.prefault(retry, {}),
    healthCheckInterval: optional(whole(0), 'Time between health checks in ms; 0 is off.'),
  },
  "How the plugin's `init` is run.",
)
