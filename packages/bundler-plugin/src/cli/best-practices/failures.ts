import type { Section } from './rule.ts'
import { thresholds } from './thresholds.ts'

/** What happens when something fails. */
export const failures: Section = {
  title: 'Handle Failures Gracefully',
  rules: [
    {
      id: 'mark-critical',
      says: 'Mark critical plugins with `critical: true`',
      find({ id, manifest }, { neededBy }) {
        const count = neededBy.get(id)?.size ?? 0
        const { strategy, initialization } = manifest.loading
        const startsWithHost = strategy === 'eager' || strategy === 'parallel'
        if (count < thresholds.neededByMany || !startsWithHost || initialization.critical)
          return undefined
        return {
          why: `starts with the host and ${count} plugins cannot run without it, but the start goes on when it fails`,
          fix: 'Set `loading.initialization.critical` to true, so that bootstrap() rejects and the app can say so.',
        }
      },
    },
    {
      id: 'retry-transient',
      says: 'Configure retry logic for transient failures',
      find({ manifest }) {
        const { dynamicImport, initialization } = manifest.loading
        if (!dynamicImport.retry.enabled || dynamicImport.retry.maxAttempts === 1) {
          return {
            why: 'gives up when one download fails',
            fix: 'Take `loading.dynamicImport.retry` out: by default there are three attempts.',
          }
        }
        if (!initialization.critical || initialization.retry.enabled) return undefined
        return {
          why: 'is critical, and one failed init() stops the app',
          fix: 'Set `loading.initialization.retry.enabled` to true.',
          advice: { initialization: { retry: { enabled: true } } },
        }
      },
    },
    {
      id: 'clear-errors',
      says: 'Provide clear error messages',
      find({ silentErrors, manifest }) {
        if (silentErrors.length > 0) {
          return {
            why: `makes errors without a message at ${silentErrors.join(', ')}`,
            fix: 'Say in the message what failed and what to do about it.',
          }
        }
        if (manifest.name.trim() !== '') return undefined
        return {
          why: 'has an empty `name`, so nobody can say of which plugin a message speaks',
          fix: 'Give it a name for people.',
        }
      },
    },
  ],
}
