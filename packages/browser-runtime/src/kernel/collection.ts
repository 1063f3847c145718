/** Tells when the browser has looked through its memory; that cannot be asked for, only awaited. */
export interface Collection {
  /** Resolves when a collection found the object unreachable. */
  of(object: object): Promise<void>
  /** Resolves after a collection of all memory, not of what is young only. */
  complete(): Promise<void>
  /** Fills memory until the work is done or the signal aborts, so that the browser collects soon. */
  press(work: Promise<unknown>, signal?: AbortSignal): Promise<void>
}

/** Collections that an object survives before browsers take it for old. */
const untilOld = 3

/** Bytes for one turn of `press`, and how many turns are held at once. Untouched, they cost little. */
const weight = 16_000_000
const heldTurns = 8

/** Turns of `press`: what has not been collected by then waits for the browser's own time. */
const most = 500

export function createCollection(): Collection {
  const registry = new FinalizationRegistry<() => void>((resolve) => resolve())

  const of: Collection['of'] = (object) =>
    new Promise<void>((resolve) => registry.register(object, resolve))

  return {
    of,
    async complete() {
      const witness = [{}]
      for (let left = untilOld; left; left--) await of({})
      await drop(witness, of)
    },
    async press(work, signal) {
      let isDone = false
      void work.finally(() => {
        isDone = true
      })
      const filled: Uint8Array[] = []
      for (let turn = 0; turn < most && !isDone; turn++) {
        signal?.throwIfAborted()
        // Held for a while: what is dropped at once only makes collections of young memory.
        filled[turn % heldTurns] = new Uint8Array(weight)
        await new Promise((resolve) => setTimeout(resolve))
      }
    },
  }
}

/** A function of its own: one that waits may keep what its variables held. */
function drop(witness: object[], of: Collection['of']): Promise<unknown> {
  return Promise.all(witness.splice(0).map(of))
}
