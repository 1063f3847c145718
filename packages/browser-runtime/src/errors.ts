import { MortiseError, type ErrorCode } from '@mortise/shared'
import type * as LateErrors from './late-errors.ts'

type Late = typeof LateErrors

/** Fetches what deals with failures. */
export const trouble = () => import('./trouble.ts')

/**
 * An error that a start without trouble never needs: its wording is fetched when it happens. When
 * that fails too, as it does offline, the error still has its code, its facts and its cause.
 */
export async function late<Name extends keyof Late>(
  name: Name,
  facts: Parameters<Late[Name]>[0],
): Promise<MortiseError> {
  const { cause, ...details } = facts as { cause?: unknown }
  const words = await trouble().then(
    (module) => (module[name] as (facts: object) => Words)(facts),
    () => ({
      code: name.replace(/[A-Z]/g, '_$&').toUpperCase() as ErrorCode,
      why: JSON.stringify(details),
      fix: lookUp,
    }),
  )
  return new MortiseError({ ...words, cause, details })
}

/** Throws such an error. */
export async function refuse<Name extends keyof Late>(
  name: Name,
  facts: Parameters<Late[Name]>[0],
): Promise<never> {
  throw await late(name, facts)
}

/** What a late error says. */
export interface Words {
  readonly code: ErrorCode
  readonly why: string
  readonly fix: string
}

export const hostStarted = (id: string) => error('HOST_STARTED', `"${id}" after bootstrap`)

export const hostAmbiguous = (hosts: string) => error('HOST_AMBIGUOUS', `${hosts} hosts`)

export const hostPluginDuplicate = (id: string) =>
  error('HOST_PLUGIN_DUPLICATE', `"${id}" is already registered`)

export const serviceMissing = (name: string, known: readonly string[], plugins: object) =>
  error('SERVICE_MISSING', `no service "${name}" in ${known}: try wait()`, {
    name,
    known,
    plugins,
  })

export const serviceDuplicate = (name: string) =>
  error('SERVICE_DUPLICATE', `"${name}" is already registered`)

/** Thrown at once, so its words are on the start-up path: few, and what to do stands in the docs. */
function error(code: ErrorCode, why: string, details = {}) {
  return new MortiseError({ code, why: `${why}.`, fix: lookUp, details })
}

const lookUp = 'See docs/errors.md.'
