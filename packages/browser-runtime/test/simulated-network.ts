/** A network whose time is counted, not waited for: all that is under way shares its bandwidth evenly. */
export interface SimulatedNetwork {
  readonly now: number
  /** Bytes that were transferred so far. */
  readonly transferred: number
  /** Resolves when the file is in the cache; who asks for one under way joins it, as in a browser. */
  fetch(
    url: string,
    size: number,
    signal?: AbortSignal,
    onBytes?: (count: number) => void,
  ): Promise<void>
  has(url: string): boolean
  after(ms: number, work: () => void): () => void
  /** Lets so many ms go by. */
  pass(ms: number): Promise<void>
  /** Lets time go by until the work is done. */
  until(work: Promise<unknown>): Promise<void>
}

interface Flow {
  left: number
  /** When its first byte arrives. */
  readonly begins: number
  readonly askers: Set<{ resolve(): void; onBytes(count: number): void }>
}

interface Timer {
  readonly at: number
  readonly work: () => void
}

/** `rtt` in ms, `bandwidth` in bytes per ms. */
export function simulateNetwork({ rtt = 100, bandwidth = 500 } = {}): SimulatedNetwork {
  const cache = new Set<string>()
  const flows = new Map<string, Flow>()
  const timers = new Set<Timer>()
  let now = 0
  let transferred = 0

  const flowing = () => [...flows.values()].filter(({ begins }) => begins <= now)

  /** When something happens next if nothing new begins. */
  function nextEvent() {
    const active = flowing()
    const ends = active.map(({ left }) => now + (left * active.length) / bandwidth)
    const begins = [...flows.values()].flatMap((flow) => (flow.begins > now ? flow.begins : []))
    return Math.min(...ends, ...begins, ...[...timers].map(({ at }) => at))
  }

  function goTo(time: number) {
    const active = flowing()
    const each = ((time - now) * bandwidth) / active.length
    now = time
    for (const flow of active) {
      const count = Math.min(flow.left, each)
      flow.left -= count
      transferred += count
      for (const { onBytes } of flow.askers) onBytes(count)
    }
    for (const [url, flow] of flows) {
      if (flow.left > 1e-6) continue
      flows.delete(url)
      cache.add(url)
      for (const { resolve } of flow.askers) resolve()
    }
    for (const timer of timers) {
      if (timer.at > now) continue
      timers.delete(timer)
      timer.work()
    }
  }

  const network: SimulatedNetwork = {
    get now() {
      return now
    },
    get transferred() {
      return transferred
    },
    has: (url) => cache.has(url),
    fetch(url, size, signal, onBytes = () => {}) {
      if (cache.has(url)) return Promise.resolve()
      const flow = flows.get(url) ?? { left: size, begins: now + rtt, askers: new Set() }
      flows.set(url, flow)
      return new Promise((resolve, reject) => {
        const asker = { resolve, onBytes }
        flow.askers.add(asker)
        signal?.addEventListener('abort', () => {
          flow.askers.delete(asker)
          if (!flow.askers.size) flows.delete(url)
          reject(signal.reason as Error)
        })
      })
    },
    after(ms, work) {
      const timer = { at: now + ms, work }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async pass(ms) {
      const end = now + ms
      await settled()
      for (let next = nextEvent(); next <= end; next = nextEvent()) {
        goTo(next)
        await settled()
      }
      goTo(end)
    },
    async until(work) {
      let isDone = false
      const ended = work.catch(() => {}).finally(() => (isDone = true))
      await settled()
      while (!isDone) {
        goTo(nextEvent())
        await settled()
      }
      await ended
    },
  }
  return network
}

/** Lets what was decided be done. */
const settled = () => new Promise((resolve) => setImmediate(resolve))
