import * as z from 'zod/mini'
import { block, defaulted, flag, optional, whole } from '../field.ts'

const budgets = block(
  {
    maxLoadTimeMs: optional(whole(0), 'Longest load in ms.'),
    maxInitTimeMs: optional(whole(0), 'Longest `init` in ms.'),
    maxMemoryMB: optional(whole(0), 'Most memory in MB.'),
  },
  'Limits that are watched.',
)

export const monitoring = block(
  {
    enabled: flag(false, 'Measure the plugin.'),
    metrics: optional(
      z.array(
        z.enum([
          'load-time',
          'init-time',
          'memory-usage',
          'cpu-usage',
          'api-calls',
          'error-rate',
          'cache-hit-rate',
        ]),
      ),
      'What to measure.',
    ),
    samplingRate: defaulted(
      z.number().check(z.gte(0), z.lte(1)),
      1,
      'Share of the sessions that are measured, 0 to 1.',
    ),
    reportingInterval: defaulted(whole(1), 60, 'Time between reports in seconds.'),
    budgets: z.prefault(budgets, {}),
    onBudgetViolation: defaulted(
      z.enum(['warn', 'error', 'ignore']),
      'warn',
      'What a broken budget does; `error` fails the plugin.',
    ),
  },
  'Measuring the plugin.',
)
