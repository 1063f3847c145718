/** What a page tells the worker: addresses of all that it has fetched. */
export interface UsedMessage {
  readonly mortiseUsed: readonly string[]
}

export function isUsedMessage(data: unknown): data is UsedMessage {
  return typeof data === 'object' && data !== null && 'mortiseUsed' in data
}
