import * as z from 'zod/mini'
import { block, defaulted, flag, text, texts, whole } from '../field.ts'

const stateSerialization = block(
  {
    enabled: flag(false, 'Keep state through a serializer of the plugin.'),
    handler: text('Module of the serializer, relative to the plugin.'),
  },
  'The serializer for kept state.',
)

const hooks = block(
  {
    beforeReload: text('Export that is called before a reload.'),
    afterReload: text('Export that is called after a reload.'),
    onError: text('Export that is called when a reload fails.'),
  },
  "Names of the plugin's exports that take part in a reload.",
)

const productionSafety = block(
  {
    healthValidation: flag(true, 'Check the health of the new version before it is accepted.'),
    rollbackOnFailure: flag(true, 'Go back to the previous version when the new one fails.'),
    healthTimeout: defaulted(whole(1000), 30000, 'Limit of the health check in ms.'),
    drainConnections: flag(true, "Wait for the plugin's requests and calls under way."),
    drainTimeout: defaulted(whole(0), 15000, 'Limit of that wait in ms.'),
    maxConcurrentReloads: defaulted(whole(1), 1, 'Reloads at the same time.'),
    minReloadInterval: defaulted(whole(1000), 5000, 'Least time between two reloads in ms.'),
  },
  'Rules for a reload in staging and production.',
)

export const hotReload = block(
  {
    enabled: flag(false, 'Replace the plugin in the running page.'),
    environment: defaulted(
      z.enum(['development', 'staging', 'production']),
      'development',
      'Where reloads happen.',
    ),
    strategy: defaulted(
      z.enum(['full', 'partial', 'state-preserve']),
      'full',
      'full: destroy and init. partial: changed modules. state-preserve: state is kept.',
    ),
    watchPatterns: texts('Files whose change reloads the plugin (globs).'),
    ignorePatterns: texts('Files whose change is ignored (globs).'),
    debounceMs: defaulted(whole(0), 300, 'Quiet time after a change in ms.'),
    preserveState: flag(false, 'Keep state; the strategy `state-preserve` implies it.'),
    stateSerialization: z.prefault(stateSerialization, {}),
    hooks: z.prefault(hooks, {}),
    productionSafety: z.prefault(productionSafety, {}),
  },
  'Replacing the plugin in the running page.',
)
