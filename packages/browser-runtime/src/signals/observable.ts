import type { Dispose } from '../plugin.ts'

/** A value that can be read now and followed. */
export interface Observable<Value> {
  get(): Value
  /** Calls back after a change. */
  subscribe(listener: () => void): Dispose
}

/**
 * How a host gives a value: as it is, as a function that is called whenever the value matters, or as
 * an observable. Only an observable tells of its changes.
 */
export type Source<Value> = Value | (() => Value) | Observable<Value>

/** Makes an observable of a source; without a source it is `byDefault`. */
export function observe<Value>(
  source: Source<Value> | undefined,
  byDefault: () => Observable<Value>,
): Observable<Value> {
  if (source === undefined) return byDefault()
  if (isObservable(source)) return source
  const get = typeof source === 'function' ? (source as () => Value) : () => source
  return { get, subscribe: never }
}

/** An observable that is always the same. */
export function constant<Value>(value: Value): Observable<Value> {
  return { get: () => value, subscribe: never }
}

const never = () => () => {}

function isObservable<Value>(source: Source<Value>): source is Observable<Value> {
  const { get, subscribe } = source as Partial<Observable<Value>>
  return typeof get === 'function' && typeof subscribe === 'function'
}
