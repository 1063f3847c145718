import type { Section } from './rule.ts'

/** What a plugin of somebody else may do. */
export const sandboxing: Section = {
  title: 'Configure Sandboxing',
  rules: [
    {
      id: 'sandbox-third-party',
      says: 'Enable sandboxing for third-party plugins',
      find({ id, manifest }, { foreign }) {
        const { enabled, isolationLevel } = manifest.loading.sandboxing
        if (enabled && isolationLevel === 'none') {
          return {
            why: 'asks for a sandbox and for no isolation',
            fix: 'Set `loading.sandboxing.isolationLevel` to "iframe" or "web-worker".',
            advice: { sandboxing: { isolationLevel: 'iframe' } },
          }
        }
        if (enabled || !foreign.has(id)) return undefined
        return {
          why: 'is of another maker than most plugins here, and can do all that the page can do',
          fix: 'Set `loading.sandboxing.enabled` to true, or review the plugin as if it were your own.',
          advice: { sandboxing: { isolationLevel: 'iframe' } },
        }
      },
    },
    {
      id: 'sandbox-quotas',
      says: 'Set resource quotas to prevent abuse',
      find({ manifest }) {
        const { enabled, resourceQuotas } = manifest.loading.sandboxing
        if (!enabled || Object.keys(resourceQuotas).length > 0) return undefined
        return {
          why: 'has a sandbox without limits',
          fix: 'Set `maxMemoryMB` and `maxCpuTimeMs` under `loading.sandboxing.resourceQuotas`.',
          advice: { sandboxing: { resourceQuotas: { maxMemoryMB: 256 } } },
        }
      },
    },
    {
      id: 'sandbox-allow-lists',
      says: 'Whitelist allowed APIs and paths',
      find({ manifest }) {
        const { enabled, permissions } = manifest.loading.sandboxing
        if (!enabled || (permissions.allowedAPIs && permissions.allowedPaths)) return undefined
        return {
          why: 'has a sandbox and does not say which APIs and paths it needs',
          fix: 'List them under `loading.sandboxing.permissions`: `allowedAPIs` and `allowedPaths`, which may be empty.',
          advice: { sandboxing: { permissions: { allowedAPIs: [] } } },
        }
      },
    },
  ],
}
