/** Lets so many reloads of a page run at the same time. */
export interface ReloadGate {
  /** Resolves, when fewer than `limit` reloads run, to what ends this one. */
  enter(limit: number): Promise<() => void>
}

export function createReloadGate(): ReloadGate {
  let running = 0
  let waiting: (() => void)[] = []
  return {
    async enter(limit) {
      while (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
      running++
      return () => {
        running--
        const woken = waiting
        waiting = []
        for (const wake of woken) wake()
      }
    },
  }
}
