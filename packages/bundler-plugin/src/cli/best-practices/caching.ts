import type { PluginManifest } from '@mortise/shared/manifest'
import type { Section } from './rule.ts'
import { thresholds } from './thresholds.ts'

/** Where code is kept between two visits. */
export const caching: Section = {
  title: 'Enable Caching',
  rules: [
    {
      id: 'cache-version-keys',
      says: 'Use version-based cache keys in production',
      find({ manifest }) {
        const { enabled, keyStrategy } = manifest.loading.caching
        if (enabled && keyStrategy !== 'timestamp') return undefined
        return {
          why: enabled
            ? 'keys its cache by time, so every build is a miss, also one that changed nothing'
            : 'has its cache switched off, so it never starts without the network',
          fix: 'Take `loading.caching.enabled` and `keyStrategy` out: by default the version is the key.',
        }
      },
    },
    {
      id: 'cache-hash-keys',
      says: 'Use hash-based keys for development',
      find({ manifest, version }) {
        const isReleased = !version.startsWith('0.')
        if (!isReleased || manifest.loading.caching.keyStrategy !== 'hash') return undefined
        return {
          why: `is released (${version}) and keys its cache by hash, which is for plugins in development`,
          fix: 'Take `loading.caching.keyStrategy` out, or leave the version below 1.0.0.',
        }
      },
    },
    {
      id: 'cache-ttl',
      says: 'Set appropriate TTLs',
      find({ manifest }) {
        const { ttl } = manifest.loading.caching
        if (!isKept(manifest)) return undefined
        if (ttl === 0 || (ttl !== undefined && ttl >= thresholds.shortestTtl)) return undefined
        return {
          why:
            ttl === undefined
              ? 'is kept on disk and does not say for how long'
              : `is kept on disk for ${ttl} s, which is over before the next visit`,
          fix: 'Set `loading.caching.ttl` in seconds, a day is 86400; 0 keeps it until the version changes.',
          advice: { caching: { ttl: 86_400 } },
        }
      },
    },
  ],
}

/** Whether the plugin asks to be kept beyond the page. */
export function isKept({ loading }: PluginManifest) {
  return loading.caching.enabled && loading.caching.storage !== 'memory'
}
