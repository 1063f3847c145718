import type { Diagnostic, HostEvents, HostEventType, MortiseError } from '@mortise/shared'
import type { Dispose } from './plugin.ts'

type Payload<Type extends HostEventType> = Omit<HostEvents[Type], 'timestamp' | 'type'>

export interface Events {
  on<Type extends HostEventType>(type: Type, listener: (event: HostEvents[Type]) => void): Dispose
  /** Adds the time, and the type to a loading event. */
  emit<Type extends HostEventType>(type: Type, payload: Payload<Type>): void
  /** Calls a listener; what it throws is reported. */
  guard(listener: () => void): void
  /** Puts an error that no caller receives on the stream of diagnostics. */
  report(error: unknown, pluginId?: string, severity?: Diagnostic['severity']): void
}

type Listener = (event: never) => void

/** The streams of a host. A listener that throws is reported and stops nothing. */
export function createEvents(): Events {
  const listeners = new Map<string, Set<Listener>>()

  const events: Events = {
    on(type, listener) {
      const known = listeners.get(type) ?? new Set()
      listeners.set(type, known.add(listener))
      return () => known.delete(listener)
    },
    emit(type, payload) {
      // Only loading events carry their type; those of the kernel are named `<scope>:<event>`.
      const isLoading = !/:|^diag/.test(type)
      const event = { ...(isLoading && { type }), timestamp: Date.now(), ...payload }
      const onError = type === 'diagnostic' ? log : events.report
      for (const listener of listeners.get(type) ?? []) {
        attempt(() => listener(event as never), onError)
      }
    },
    guard: (listener) => attempt(listener, events.report),
    report(error, pluginId, severity = 'error') {
      // Anything may be thrown: null too, and a browser's own errors have numbers for codes.
      const { code, message = `${error}`, why = message, fix } = Object(error) as MortiseError
      if (!listeners.get('diagnostic')?.size) return log(error, severity)
      const known = fix ? code : 'HOST_UNEXPECTED'
      const diagnostic = { code: known, severity, why, fix, pluginId, cause: error }
      events.emit('diagnostic', diagnostic as Payload<'diagnostic'>)
    },
  }
  return events
}

function attempt(work: () => void, onError: (error: unknown) => void) {
  try {
    work()
  } catch (error) {
    onError(error)
  }
}

/** Nobody listens, and nothing may be lost in silence. */
function log(cause: unknown, severity: Diagnostic['severity'] = 'error') {
  // oxlint-disable-next-line no-console -- the last resort of the diagnostics stream
  console[severity === 'warning' ? 'warn' : severity]('[mortise]', cause)
}
