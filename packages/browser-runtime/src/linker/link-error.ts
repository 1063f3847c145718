/** What went wrong between chunks. Short on purpose: it is on the start-up path; the loader explains. */
export interface LinkError extends Error {
  /** Not registered, of a generation that is disposed, or not known to the build. */
  readonly code: 'CHUNK_MISSING' | 'CHUNK_DISPOSED' | 'CHUNK_UNKNOWN'
  /** Logical name of the chunk, or what was imported instead of one. */
  readonly chunk: string
}

export function linkError(code: LinkError['code'], chunk: string): LinkError {
  return Object.assign(new Error(`${code}: "${chunk}"`), { code, chunk })
}
