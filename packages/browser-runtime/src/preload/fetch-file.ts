import { isGuess, type Ahead, type Brought } from './job.ts'
import type { Scheduler } from './scheduler.ts'

/**
 * Fetches a file in its turn: the way to the scheduler for whoever has bytes to fetch that nobody waits
 * for. Rejects with what went wrong, with the signal's reason, and when a guess was given up.
 */
export type FetchFile = (file: Ahead, signal: AbortSignal) => Promise<Brought>

export function createFetchFile({ ask, drop }: Pick<Scheduler, 'ask' | 'drop'>): FetchFile {
  return async (file, signal) => {
    const { url, reason } = file
    const leave = () => drop((one) => one.url === url && one.reason === reason, 'all')
    signal.addEventListener('abort', leave)
    try {
      signal.throwIfAborted()
      for (;;) {
        const outcome = await ask(file)
        signal.throwIfAborted()
        if (outcome.state === 'here') return outcome
        if (outcome.why === 'failed') throw outcome.cause
        // Somebody else guessed the same and gave it up; a wish is asked for again.
        if (isGuess(file)) throw new Error(`${url} is not fetched now: ${outcome.why}`)
      }
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }
}
