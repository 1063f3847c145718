import { isKept } from './caching.ts'
import { tracks } from './performance.ts'
import type { Section } from './rule.ts'

/** What those who run the app hear of a plugin. */
export const health: Section = {
  title: 'Monitor System Health',
  rules: [
    {
      id: 'track-failures',
      says: 'Track plugin load failures',
      find({ manifest }) {
        if (tracks(manifest.loading.monitoring, 'error-rate')) return undefined
        return {
          why: 'reports no failures',
          fix: 'Set `loading.monitoring.enabled` to true, with "error-rate" under `metrics`; until then send `load-failed` and `diagnostic` of the host to your own log.',
          advice: { monitoring: { enabled: true } },
        }
      },
    },
    {
      id: 'track-cache',
      says: 'Monitor cache hit rates',
      find({ manifest }) {
        if (!isKept(manifest) || tracks(manifest.loading.monitoring, 'cache-hit-rate'))
          return undefined
        return {
          why: 'is kept on disk, and nobody sees whether that helps',
          fix: 'Set `loading.monitoring.enabled` to true, with "cache-hit-rate" under `metrics`.',
          advice: { monitoring: { enabled: true } },
        }
      },
    },
    {
      id: 'budget-alerts',
      says: 'Set up alerts for budget violations',
      find({ manifest }) {
        const { enabled, budgets, onBudgetViolation } = manifest.loading.monitoring
        const isSilent = onBudgetViolation === 'ignore' || !enabled
        if (Object.keys(budgets).length === 0 || !isSilent) return undefined
        return {
          why: 'has budgets, and nobody hears when they are broken',
          fix: 'Set `loading.monitoring.enabled` to true and `onBudgetViolation` to "warn" or "error".',
          advice: { monitoring: { enabled: true } },
        }
      },
    },
  ],
}
