import { MortiseError, type ErrorCode } from '@mortise/shared'
import type * as LateErrors from './late-errors.ts'

type Late = typeof LateErrors

/**
 * An error that a start without trouble never needs: its wording is fetched when it happens. When
 * that fails too, as it does offline, the error still has its code, its facts and its cause.
 */
export async function late<Name extends keyof Late>(
  name: Name,
  facts: Parameters<Late[Name]>[0],
): Promise<MortiseError> {
  const { cause, ...details } = facts as { cause?: unknown }
  const words = await import('./late-errors.ts').then(
    (errors) => (errors[name] as (facts: object) => Words)(facts),
    () => ({
      code: name.replace(/[A-Z]/g, '_$&').toUpperCase() as ErrorCode,
      why: JSON.stringify(details),
      fix: 'Look the code up in docs/errors.md.',
    }),
  )
  return new MortiseError({ ...words, cause, details })
}

/** What a late error says. */
export interface Words {
  readonly code: ErrorCode
  readonly why: string
  readonly fix: string
}

export function hostStarted(id: string) {
  const why = `"${id}" cannot be registered: plugins cannot be registered after bootstrap has started.`
  return error('HOST_STARTED', why, 'Call use() before bootstrap().')
}

export function hostAmbiguous(hosts: number) {
  const why = `One host is needed here, and the page has ${hosts}.`
  return error('HOST_AMBIGUOUS', why, 'Name the host: host.loadPlugin(), <HostProvider>.')
}

export function hostPluginDuplicate(id: string) {
  return error('HOST_PLUGIN_DUPLICATE', `"${id}" is already registered.`, 'Give it another id.')
}

export function lifecyclePluginInvalid(id: string, why: string) {
  const fix = 'Pass definePlugin({ id, version: "1.2.3", init() {} }).'
  return error('LIFECYCLE_PLUGIN_INVALID', `Plugin "${id}": ${why}.`, fix)
}

export function lifecycleIllegal(id: string, from: string, to: string) {
  const why = `Plugin "${id}" cannot go from "${from}" to "${to}".`
  return error('LIFECYCLE_ILLEGAL', why, 'Wait for the step under way.')
}

export function serviceMissing(name: string, known: readonly string[]) {
  const why = `Service "${name}" not found; there are: ${known.join(', ') || 'none'}.`
  const fix = 'List the plugin that registers it in "dependencies".'
  return error('SERVICE_MISSING', why, fix, { name, known })
}

export function serviceDuplicate(name: string) {
  return error('SERVICE_DUPLICATE', `Service "${name}" is already registered.`, 'Rename it.')
}

function error(code: ErrorCode, why: string, fix: string, details = {}) {
  return new MortiseError({ code, why, fix, details })
}
