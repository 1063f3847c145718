import type { PluginManifest } from '@mortise/shared/manifest'
import type { Section } from './rule.ts'
import { thresholds } from './thresholds.ts'

type Monitoring = PluginManifest['loading']['monitoring']

/** What is measured of a plugin. */
export const performance: Section = {
  title: 'Monitor Performance',
  rules: [
    {
      id: 'realistic-budgets',
      says: 'Set realistic performance budgets',
      find({ manifest }) {
        const { monitoring } = manifest.loading
        if (!monitoring.enabled) return undefined
        const problem = budgetProblem(manifest.loading)
        if (!problem) return undefined
        return {
          why: problem,
          fix: `Set \`loading.monitoring.budgets\` to what the slowest device that counts needs, between ${thresholds.budget.least} and ${thresholds.budget.most} ms.`,
          advice: { monitoring: { budgets: { maxLoadTimeMs: 1000 } } },
        }
      },
    },
    {
      id: 'track-times',
      says: 'Track load and init times',
      find({ manifest }) {
        const { monitoring } = manifest.loading
        if (tracks(monitoring, 'load-time') && tracks(monitoring, 'init-time')) return undefined
        return {
          why: 'reports no load and init times',
          fix: 'Set `loading.monitoring.enabled` to true, with "load-time" and "init-time" under `metrics`.',
          advice: { monitoring: { enabled: true } },
        }
      },
    },
    {
      id: 'track-memory',
      says: 'Monitor memory usage',
      find({ manifest }) {
        const { monitoring } = manifest.loading
        if (tracks(monitoring, 'memory-usage')) return undefined
        return {
          why: 'reports no memory usage',
          fix: 'Set `loading.monitoring.enabled` to true, with "memory-usage" under `metrics`.',
          advice: { monitoring: { enabled: true } },
        }
      },
    },
  ],
}

/** Without `metrics`, all are reported. */
export function tracks(
  { enabled, metrics }: Monitoring,
  metric: NonNullable<Monitoring['metrics']>[number],
) {
  return enabled && (metrics === undefined || metrics.includes(metric))
}

function budgetProblem({
  monitoring,
  dynamicImport,
  initialization,
}: PluginManifest['loading']): string | undefined {
  const { maxLoadTimeMs, maxInitTimeMs, maxMemoryMB } = monitoring.budgets
  if (maxLoadTimeMs === undefined && maxInitTimeMs === undefined && maxMemoryMB === undefined) {
    return 'is measured against no budget'
  }
  const { least, most } = thresholds.budget
  const times: [string, number | undefined, number][] = [
    ['maxLoadTimeMs', maxLoadTimeMs, dynamicImport.timeout],
    ['maxInitTimeMs', maxInitTimeMs, initialization.timeout],
  ]
  for (const [key, value, timeout] of times) {
    if (value === undefined) continue
    if (value < least) return `has a budget that is always broken: ${key} is ${value}`
    if (value > most) return `has a budget that helps nobody who waits: ${key} is ${value}`
    if (value >= timeout)
      return `has a budget that its timeout makes useless: ${key} is ${value}, the timeout ${timeout}`
  }
  return undefined
}
