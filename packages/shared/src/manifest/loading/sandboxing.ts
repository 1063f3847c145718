import * as z from 'zod/mini'
import { block, defaulted, flag, optional, texts, whole } from '../field.ts'

const resourceQuotas = block(
  {
    maxMemoryMB: optional(whole(1), 'Memory in MB: measured, not prevented.'),
    maxCpuTimeMs: optional(whole(100), 'Longest time without an answer in ms.'),
    maxFileDescriptors: optional(whole(1), 'Open handles granted through the bridge.'),
    maxNetworkKBps: optional(whole(1), 'Network rate through the bridge in KB/s.'),
  },
  'Limits of a sandboxed plugin.',
)

const permissions = block(
  {
    allowedAPIs: texts('Host services that may be called.'),
    allowedPaths: texts("Path prefixes in the plugin's own storage."),
    allowedEndpoints: texts('Network addresses that may be fetched.'),
    allowedEnvVars: texts("Keys of the host's run-time configuration that may be read."),
  },
  'What a sandboxed plugin may do; all else is denied.',
)

const ipc = block(
  {
    enabled: flag(true, 'Give the sandbox a bridge to the host.'),
    transport: defaulted(
      z.enum(['message-port', 'unix-socket', 'tcp', 'memory']),
      'message-port',
      'Kind of bridge; a browser has neither unix-socket nor tcp.',
    ),
    maxMessageSize: defaulted(whole(1024), 1048576, 'Largest message in bytes.'),
    timeout: defaulted(whole(100), 30000, 'Limit of one call in ms.'),
    allowedServices: texts('Services that may be called over the bridge.'),
  },
  'The bridge between sandbox and host.',
)

export const sandboxing = block(
  {
    enabled: flag(false, 'Isolate the plugin from the page.'),
    scope: defaulted(
      z.enum(['automation-only', 'untrusted-only', 'all-plugins']),
      'automation-only',
      'Which plugins are isolated; the host says whom it trusts.',
    ),
    isolationLevel: defaulted(
      z.enum(['none', 'process', 'vm', 'iframe', 'web-worker']),
      'none',
      'How the plugin is isolated.',
    ),
    allowedCapabilities: texts('Ids of the capabilities that the plugin may use.'),
    resourceQuotas: z.prefault(resourceQuotas, {}),
    permissions: z.prefault(permissions, {}),
    ipc: z.prefault(ipc, {}),
  },
  'Isolation of the plugin from the page.',
)
