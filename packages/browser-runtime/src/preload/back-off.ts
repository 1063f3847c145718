import type { Dispose } from '../plugin.ts'

/** Waits longer after each failure of an origin; one success ends that. */
export interface BackOff {
  /** Whether an origin is left alone now. */
  holds(origin: string): boolean
  /** What became of a fetch. */
  learn(origin: string, hasCome: boolean): void
  end(): void
}

/** In ms. */
const first = 1000
const longest = 300_000

export function createBackOff(
  after: (ms: number, work: () => void) => Dispose,
  resume: () => void,
): BackOff {
  const failures = new Map<string, number>()
  const held = new Map<string, Dispose>()
  return {
    holds: (origin) => held.has(origin),
    learn(origin, hasCome) {
      const count = hasCome ? 0 : (failures.get(origin) ?? 0) + 1
      failures.set(origin, count)
      if (hasCome || held.has(origin)) return
      const release = () => {
        held.delete(origin)
        resume()
      }
      held.set(origin, after(Math.min(first * 2 ** (count - 1), longest), release))
    },
    end() {
      for (const dispose of held.values()) dispose()
      held.clear()
    },
  }
}
