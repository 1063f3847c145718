/** Who must act on an error: the part of its code before the first `_`. */
export type ErrorPrefix =
  | 'CONFIG'
  | 'MANIFEST'
  | 'CATALOG'
  | 'SHARED'
  | 'RESOLVE'
  | 'CHUNK'
  | 'SERVICE'
  | 'EXTENSION'
  | 'RELOAD'
  | 'RELEASE'
  | 'FEDERATION'
  | 'HOST'
  | 'LIFECYCLE'
  | 'SANDBOX'
  | 'CACHE'

/** A stable, greppable word for one kind of failure, such as `MANIFEST_INVALID`. */
export type ErrorCode = `${ErrorPrefix}_${string}`

export interface MortiseErrorInit {
  code: ErrorCode
  /** One sentence that names the plugin, file or version concerned. */
  why: string
  /** One sentence that says what to do about it. */
  fix: string
  cause?: unknown
  /** Facts for tools: ids, paths, versions. Plain data. */
  details?: Readonly<Record<string, unknown>>
}

/**
 * The one error class of Mortise: `message` is `why`, then `Fix: ` and `fix`; `name` carries the code, so
 * that logs which print `name: message` show it.
 */
export class MortiseError extends Error {
  declare readonly code: ErrorCode
  declare readonly why: string
  declare readonly fix: string
  declare readonly details: Readonly<Record<string, unknown>> | undefined

  constructor({ cause, ...facts }: MortiseErrorInit) {
    super(`${facts.why} Fix: ${facts.fix}`, cause === undefined ? undefined : { cause })
    Object.assign(this, facts, { name: `MortiseError [${facts.code}]` })
  }
}
