import type { LoadingInput } from '../manifest/loading/index.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * Blocks that nothing reads yet, with the values that ask for nothing. A key that is not listed has no
 * default, so any value of it asks for something.
 */
const blocks = {
  sandboxing: {
    enabled: false,
    scope: 'automation-only',
    isolationLevel: 'none',
    ipc: { enabled: true, transport: 'message-port', maxMessageSize: 1048576, timeout: 30000 },
  },
  monitoring: { enabled: false, samplingRate: 1, reportingInterval: 60, onBudgetViolation: 'warn' },
} as const satisfies LoadingInput

/**
 * Paths below `loading` of the values that ask for something and that nothing reads yet: a plugin runs
 * without what they ask for. An enabled `sandboxing` block is not among them: it refuses its plugin.
 */
export function keysNotHonoured(loading: LoadingInput = {}): string[] {
  const unread = Object.entries(blocks).flatMap(([block, quiet]) =>
    differing(loading[block as keyof typeof blocks], quiet, block),
  )
  // A manifest as it was written and the same one parsed have their keys in other orders.
  return unread.filter((path) => path !== 'sandboxing.enabled').sort()
}

function differing(value: unknown, quiet: unknown, path: string): string[] {
  if (value === undefined || value === quiet) return []
  if (!isRecord(value)) return [path]
  return Object.entries(value).flatMap(([key, inner]) =>
    differing(inner, isRecord(quiet) ? quiet[key] : undefined, `${path}.${key}`),
  )
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
