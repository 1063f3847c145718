import type { Host } from '@mortise/browser-runtime'
import { type CodeSizes, observeCode } from './code-meter.ts'

/** What happened to a plugin, in the order in which it happened. */
export interface Activity {
  id: number
  /** Milliseconds since the page started. */
  at: number
  plugin: string
  text: string
  tone: 'plain' | 'good' | 'bad'
}

export interface ActivitySnapshot {
  entries: readonly Activity[]
  /** How long the last loading of each plugin took, in milliseconds. */
  loadTimes: ReadonlyMap<string, number>
  codeSizes: CodeSizes
  /** Milliseconds from the start of the page to `kernel:ready`. */
  readyAfter: number | undefined
}

export interface ActivityLog {
  snapshot(): ActivitySnapshot
  subscribe(listener: () => void): () => void
  report(error: unknown): void
}

const kept = 40
const hostName = 'The host'

const lines = {
  'load-started': { text: 'is being loaded', tone: 'plain' },
  'load-completed': { text: 'was loaded', tone: 'good' },
  'load-failed': { text: 'could not be loaded', tone: 'bad' },
  'init-completed': { text: 'is ready', tone: 'good' },
  'init-failed': { text: 'could not start', tone: 'bad' },
  'dynamic-unload': { text: 'was unloaded', tone: 'plain' },
} as const

/** Listens to the host from before its start, so that nothing is missed. */
export function createActivityLog(host: Host): ActivityLog {
  const listeners = new Set<() => void>()
  let current: ActivitySnapshot = {
    entries: [],
    loadTimes: new Map(),
    codeSizes: new Map(),
    readyAfter: undefined,
  }

  function change(next: Partial<ActivitySnapshot>): void {
    current = { ...current, ...next }
    for (const listener of listeners) listener()
  }

  function add(plugin: string, text: string, tone: Activity['tone']): void {
    const at = performance.now()
    const entry = { id: (current.entries[0]?.id ?? 0) + 1, at, plugin, text, tone }
    change({ entries: [entry, ...current.entries].slice(0, kept) })
  }

  for (const type of Object.keys(lines) as (keyof typeof lines)[]) {
    host.on(type, ({ pluginId }) => add(pluginId, lines[type].text, lines[type].tone))
  }
  host.on('load-completed', ({ pluginId, durationMs = 0 }) =>
    change({ loadTimes: new Map(current.loadTimes).set(pluginId, durationMs) }),
  )
  observeCode((codeSizes) => change({ codeSizes }))
  // What no caller receives, such as a catalog that cannot be read.
  host.on('diagnostic', ({ code, why, pluginId = hostName, severity }) =>
    add(pluginId, `${code}: ${why}`, severity === 'error' ? 'bad' : 'plain'),
  )
  host.on('kernel:ready', () => change({ readyAfter: Math.round(performance.now()) }))

  return {
    snapshot: () => current,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    report: (error) => add(hostName, error instanceof Error ? error.message : String(error), 'bad'),
  }
}
