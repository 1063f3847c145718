/** Whether the server can be reached, as far as the last answers tell. Forgotten with the worker. */
export interface Reach {
  heard(): void
  lost(): void
  /** The server has just answered. */
  readonly isHeard: boolean
  /** The last request did not reach it. */
  readonly isLost: boolean
}

/** ms for which an answer says that the next one comes too: about as long as a start takes. */
const validity = 5000

export function createReach(now: () => number = Date.now): Reach {
  let heardAt = -Infinity
  let isLost = false
  return {
    heard() {
      heardAt = now()
      isLost = false
    },
    lost() {
      heardAt = -Infinity
      isLost = true
    },
    get isHeard() {
      return now() - heardAt < validity
    },
    get isLost() {
      return isLost
    },
  }
}
