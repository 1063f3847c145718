/** What a page tells the worker: addresses of all that it has fetched. */
export interface UsedMessage {
  readonly mortiseUsed: readonly string[]
}

export function isUsedMessage(data: unknown): data is UsedMessage {
  return typeof data === 'object' && data !== null && 'mortiseUsed' in data
}

/** Said before the worker is unregistered: it answers when it has written its last. */
export const endMessage = { mortiseEnd: true }

export function isEndMessage(data: unknown): data is typeof endMessage {
  return typeof data === 'object' && data !== null && 'mortiseEnd' in data
}
