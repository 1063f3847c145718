/** Failures of a plugin's own code, and a file that is whole and registers nothing: a syntax error. */
const ofCode =
  /^(LIFECYCLE_(THREW|TIMEOUT|NOT_SYNC|MODULE_THREW|MODULE_TIMEOUT|NOT_A_PLUGIN|UNHEALTHY)|RELOAD_RESTORE_FAILED|CHUNK_NOT_REGISTERED)$/

/** What `fetch` rejects with in Chromium, Firefox and Safari. */
const ofFetch = /failed to fetch|networkerror|load failed/i

/** The code of a failure for which a release is to blame, and not the network. */
export function blame(failure: unknown): string | undefined {
  const { code } = Object(failure) as { code?: unknown }
  if (typeof code !== 'string' || !ofCode.test(code)) return undefined
  if (globalThis.navigator?.onLine === false || isOfNetwork(Object(failure).cause)) return undefined
  return code
}

function isOfNetwork(cause: unknown): boolean {
  const { code, message, cause: deeper } = Object(cause) as Partial<Record<string, unknown>>
  if (/^(CHUNK_(?!NOT_REG)|MANIFEST_|HOST_INCOMPLETE)/.test(String(code))) return true
  if (cause instanceof TypeError && ofFetch.test(String(message))) return true
  return !!deeper && isOfNetwork(deeper)
}
