import type { LoadedPlugin, Registration } from './registration.ts'

/** The first generation of a release, fetched before anything stops: a failure changes nothing. */
export interface Fetched {
  readonly here: Promise<LoadedPlugin>
  readonly load: Registration['load']
  /** Lets go of it if nobody took it. */
  drop(): void
}

/** A generation before it is needed; whenever another is asked for, it is a new one. */
export function fetchFirst({ load }: Registration, signal: AbortSignal): Fetched {
  let here: Promise<LoadedPlugin> | undefined = load(signal)
  const take = () => {
    const first = here
    here = undefined
    return first
  }
  return {
    here,
    load: (...args) => take() ?? load(...args),
    drop() {
      take()?.then(
        (loaded) => loaded.dispose(),
        () => {},
      )
    },
  }
}
