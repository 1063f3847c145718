const reasons = {
  CHUNK_MISSING: 'is not registered',
  CHUNK_DISPOSED: 'is disposed',
  CHUNK_UNKNOWN: 'is unknown to the build',
} as const

/** What went wrong between chunks. Short on purpose: it is on the start-up path; the loader explains. */
export interface LinkError extends Error {
  readonly code: keyof typeof reasons
  /** Logical name of the chunk, or what was imported instead of one. */
  readonly chunk: string
}

export function linkError(code: LinkError['code'], chunk: string): LinkError {
  return Object.assign(new Error(`"${chunk}" ${reasons[code]}.`), { code, chunk })
}
