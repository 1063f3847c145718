import type { InspectedPlugin } from '../inspection.ts'
import type { Section, Surroundings } from './rule.ts'

/** When a plugin is loaded. */
export const strategy: Section = {
  title: 'Choose the Right Strategy',
  rules: [
    {
      id: 'eager-infrastructure',
      says: 'Use `eager` for critical infrastructure plugins (databases, auth)',
      find(plugin, { neededBy }) {
        if (!startsWithHost(plugin) || isInfrastructure(plugin, neededBy)) return undefined
        if (hasFeatures(plugin)) return undefined
        return {
          why: `starts with the host, although no plugin needs it, it provides no service and is not critical`,
          fix: 'Set `loading.strategy` to "deferred", or `loading.initialization.critical` to true if the app cannot do without it.',
        }
      },
    },
    {
      id: 'lazy-features',
      says: 'Use `lazy` for feature plugins (analytics, reports)',
      find(plugin, { neededBy }) {
        const { strategy: own } = plugin.manifest.loading
        const tooEarly = startsWithHost(plugin) || own === 'deferred'
        if (!tooEarly || !hasFeatures(plugin) || isInfrastructure(plugin, neededBy))
          return undefined
        return {
          why: `has features and no plugin needs it, and is loaded in every session ("${own}")`,
          fix: 'Set `loading.strategy` to "lazy": it is then loaded when one of its features is opened.',
        }
      },
    },
    {
      id: 'deferred-background',
      says: 'Use `deferred` for background services (sync, notifications)',
      find(plugin, { neededBy }) {
        const { loading, extensions, contributes } = plugin.manifest
        if (loading.strategy !== 'lazy' || hasFeatures(plugin)) return undefined
        if (isInfrastructure(plugin, neededBy) || extensions || contributes) return undefined
        return {
          why: 'is lazy, but has no feature, service or contribution that anybody could use, so nothing loads it',
          fix: 'Set `loading.strategy` to "deferred" if it works in the background, or to "on-demand" if the host loads it by id.',
        }
      },
    },
  ],
}

function startsWithHost({ manifest }: InspectedPlugin) {
  return manifest.loading.strategy === 'eager' || manifest.loading.strategy === 'parallel'
}

function hasFeatures({ manifest }: InspectedPlugin) {
  return Object.keys(manifest.features ?? {}).length > 0
}

function isInfrastructure(plugin: InspectedPlugin, neededBy: Surroundings['neededBy']) {
  const { loading, capabilities } = plugin.manifest
  return (
    (neededBy.get(plugin.id)?.size ?? 0) > 0 ||
    loading.initialization.critical ||
    (capabilities?.provides?.length ?? 0) > 0
  )
}
