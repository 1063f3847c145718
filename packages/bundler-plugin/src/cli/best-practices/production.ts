import { isKept } from './caching.ts'
import type { Section } from './rule.ts'

/** What is right for development and not for those who use the app. */
export const production: Section = {
  title: 'Optimize for Production',
  rules: [
    {
      id: 'compress-cache',
      says: 'Enable compression in caching',
      find({ manifest }) {
        if (!isKept(manifest) || manifest.loading.caching.compression.enabled) return undefined
        return {
          why: 'is kept on disk as it is, several times larger than it need be',
          fix: 'Set `loading.caching.compression.enabled` to true.',
          advice: { caching: { compression: { enabled: true } } },
        }
      },
    },
    {
      id: 'hybrid-cache',
      says: 'Use hybrid cache storage',
      find({ manifest }) {
        const { storage } = manifest.loading.caching
        if (!isKept(manifest) || storage === 'hybrid') return undefined
        return {
          why: `is kept in one place only ("${storage}"), and read from there again for each feature`,
          fix: 'Set `loading.caching.storage` to "hybrid": what was read once stays in memory.',
          advice: { caching: { storage: 'hybrid' } },
        }
      },
    },
    {
      id: 'no-hot-reload',
      says: 'Disable hot reload',
      find({ manifest }) {
        const { enabled, environment } = manifest.loading.hotReload
        if (!enabled || environment === 'development') return undefined
        return {
          why: `may be replaced while people work with it: hot reload is on for "${environment}"`,
          fix: 'Take `loading.hotReload.environment` out, or switch hot reload off.',
        }
      },
    },
  ],
}
