import type { LoadingInput } from '../manifest/loading/index.ts'

/** `loading.dependencyResolution` as an author writes it. */
export type ResolutionBlock = NonNullable<LoadingInput['dependencyResolution']>

/** `loading.dependencyResolution` with every default filled in. */
export interface Settings {
  readonly strategy: 'strict' | 'compatible' | 'latest' | 'pinned'
  readonly resolvePeers: boolean
  readonly onMissing: 'error' | 'warn' | 'ignore'
  readonly onMismatch: 'error' | 'warn' | 'ignore'
  readonly loadOptional: boolean
  readonly onOptionalFailure: 'warn' | 'ignore'
  readonly conflict: 'fail' | 'latest' | 'oldest' | 'manual'
  readonly circular: 'error' | 'warn' | 'allow'
}

const byDefault = settingsOf({})

/** The same object for equal blocks, so that requirements can be compared by it. */
export function createSettings(): (block: ResolutionBlock | undefined) => Settings {
  const known = new Map<string, Settings>()
  return (block) => {
    if (block === undefined) return byDefault
    const settings = settingsOf(block)
    const text = Object.values(settings).join()
    const found = known.get(text) ?? settings
    known.set(text, found)
    return found
  }
}

function settingsOf({
  strategy = 'compatible',
  peerDependencies: { resolve = true, onMissing = 'warn', onMismatch = 'warn' } = {},
  optionalDependencies: { load = true, onFailure = 'warn' } = {},
  conflictResolution = 'latest',
  circularDependencies = 'warn',
}: ResolutionBlock): Settings {
  return {
    strategy,
    resolvePeers: resolve,
    onMissing,
    onMismatch,
    loadOptional: load,
    onOptionalFailure: onFailure,
    conflict: conflictResolution,
    circular: circularDependencies,
  }
}
