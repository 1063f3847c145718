export interface Explanation {
  code: string
  why: string
  fix: string | undefined
  /** The errors behind the error, nearest first. */
  causes: readonly string[]
}

/** What there is to say about anything that was thrown. */
export function explain(error: unknown): Explanation {
  const { code, why, fix } = (error ?? {}) as Partial<Record<'code' | 'why' | 'fix', unknown>>
  return {
    code: typeof code === 'string' ? code : nameOf(error),
    why: typeof why === 'string' ? why : messageOf(error),
    fix: typeof fix === 'string' ? fix : undefined,
    causes: causesOf(error),
  }
}

function causesOf(error: unknown): string[] {
  const cause = error instanceof Error ? error.cause : undefined
  return cause === undefined ? [] : [messageOf(cause), ...causesOf(cause)]
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error'
}
