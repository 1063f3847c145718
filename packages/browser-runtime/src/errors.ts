import { MortiseError } from '@mortise/shared'
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
  try {
    const errors = await import('./late-errors.ts')
    return (errors[name] as (facts: object) => MortiseError)(facts)
  } catch {
    const code = name.replace(/[A-Z]/g, '_$&').toUpperCase() as MortiseError['code']
    const { cause, ...details } = facts as { cause?: unknown }
    const fix = 'Look the code up in docs/errors.md.'
    return new MortiseError({
      code,
      why: `${code} ${JSON.stringify(details)}.`,
      fix,
      cause,
      details,
    })
  }
}

export function hostStarted(pluginId: string) {
  return new MortiseError({
    code: 'HOST_STARTED',
    why: `"${pluginId}": plugins cannot be registered after bootstrap has started.`,
    fix: 'Call use() before bootstrap().',
  })
}

export function hostState(action: string, state: string) {
  return new MortiseError({
    code: 'HOST_STATE',
    why: `${action}() in state "${state}": the host is ${state === 'idle' ? 'not running' : 'already bootstrapped'}.`,
    fix: 'Call bootstrap() once, then shutdown(); a new life needs a new host.',
  })
}

export function hostAmbiguous(hosts: number) {
  return new MortiseError({
    code: hosts ? 'HOST_AMBIGUOUS' : 'HOST_MISSING',
    why: `The page has ${hosts || 'no'} hosts.`,
    fix: hosts ? 'Call loadPlugin on the host that is meant.' : 'Call createHost() first.',
  })
}

export function pluginDuplicate(pluginId: string) {
  return new MortiseError({
    code: 'HOST_PLUGIN_DUPLICATE',
    why: `A plugin with id "${pluginId}" is already registered.`,
    fix: 'Give one of the two another id, or use() only one.',
  })
}

export function pluginInvalid(pluginId: string, why: string) {
  return new MortiseError({
    code: 'LIFECYCLE_PLUGIN_INVALID',
    why: `Plugin "${pluginId}": ${why}.`,
    fix: 'Pass definePlugin({ id, init() {} }), with a version such as 1.2.3 if any.',
  })
}

export function stepIllegal(pluginId: string, from: string, to: string) {
  return new MortiseError({
    code: 'LIFECYCLE_ILLEGAL',
    why: `Plugin "${pluginId}" cannot go from "${from}" to "${to}".`,
    fix: 'Wait for the step under way.',
  })
}

export function serviceMissing(name: string, near: string | undefined) {
  return new MortiseError({
    code: 'SERVICE_MISSING',
    why: `Service "${name}" not found.${near ? ` Did you mean "${near}"?` : ''}`,
    fix: 'List the plugin that registers it in "dependencies".',
  })
}

export function serviceDuplicate(name: string) {
  return new MortiseError({
    code: 'SERVICE_DUPLICATE',
    why: `Service "${name}" is already registered.`,
    fix: 'Choose another name, or dispose the first.',
  })
}
