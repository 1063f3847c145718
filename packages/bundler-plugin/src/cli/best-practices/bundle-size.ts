import type { InspectedPlugin } from '../inspection.ts'
import type { Section, Surroundings } from './rule.ts'
import { thresholds } from './thresholds.ts'

/** How much a plugin costs to fetch. */
export const bundleSize: Section = {
  title: 'Optimize Bundle Size',
  rules: [
    {
      id: 'split-large',
      says: 'Enable code splitting for large plugins',
      find({ size, manifest }) {
        if (size <= thresholds.largePlugin || manifest.loading.codeSplitting.enabled)
          return undefined
        return {
          why: `has ${kilobytes(size)} of code in one chunk, because \`loading.codeSplitting.enabled\` is false`,
          fix: 'Take that key out.',
        }
      },
    },
    {
      id: 'dynamic-features',
      says: 'Use dynamic imports for optional features',
      find({ size, importsLazily, manifest }) {
        if (size <= thresholds.largePlugin) return undefined
        const { enabled, mode } = manifest.loading.dynamicImport
        const features = Object.keys(manifest.features ?? {}).length
        if (features === 0) {
          if (importsLazily) return undefined
          return {
            why: `has ${kilobytes(size)} of code and no features, so whoever uses any of it loads all of it`,
            fix: 'Name its views under `features`, or import() what is optional.',
          }
        }
        if (enabled && mode !== 'sync' && mode !== 'eager') return undefined
        return {
          why: `has ${kilobytes(size)} of code and loads all ${features} features with its entry`,
          fix: 'Leave `loading.dynamicImport.enabled` true and `mode` "async".',
        }
      },
    },
    {
      id: 'shared-dependencies',
      says: 'Configure shared dependencies properly',
      find(plugin, surroundings) {
        const several = carriedBySeveral(plugin, surroundings)
        if (several.length > 0) {
          return {
            why: `has an instance of its own of ${listed(several)}, as other plugins have`,
            fix: `Add ${listed(several)} to \`shared\` of mortise() in vite.config.ts.`,
          }
        }
        const features = Object.keys(plugin.manifest.features ?? {}).length
        if (plugin.manifest.loading.codeSplitting.sharedDependencies.enabled || features < 2) {
          return undefined
        }
        return {
          why: `puts what its ${features} features have in common into its entry`,
          fix: 'Take `loading.codeSplitting.sharedDependencies.enabled` out.',
        }
      },
    },
  ],
}

/** Packages that are not shared, although this plugin takes them as peers or other plugins name them too. */
function carriedBySeveral(plugin: InspectedPlugin, { inspection }: Surroundings) {
  const { shared, plugins } = inspection
  if (!shared) return []
  const users = (name: string) => plugins.filter(({ packages }) => packages.includes(name)).length
  return plugin.packages.filter(
    (name) =>
      !shared.has(name) &&
      !name.startsWith('@types/') &&
      !name.startsWith('@mortise/') &&
      (plugin.peers.includes(name) || users(name) >= thresholds.packageUsers),
  )
}

function listed(names: readonly string[]) {
  return names.map((name) => `"${name}"`).join(', ')
}

function kilobytes(bytes: number) {
  return `${Math.round(bytes / 1000)} KB`
}
