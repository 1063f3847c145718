import type { LoadingInput } from '@mortise/shared'

/** What a manifest's `loading.hotReload` says, with the contract's defaults. */
export interface ReloadSettings {
  readonly strategy: 'full' | 'partial' | 'state-preserve'
  /** State goes from generation to generation, and views whose code did not change stay as they are. */
  readonly keepsState: boolean
  /** In ms. */
  readonly debounceMs: number
  readonly hooks: Readonly<
    Partial<Record<'beforeReload' | 'afterReload' | 'onError', string | undefined>>
  >
  /** Holds in staging and production. */
  readonly productionSafety: typeof safeByDefault
}

/** Contract, `hotReload.productionSafety`. Times in ms. */
const safeByDefault = {
  healthValidation: true,
  rollbackOnFailure: true,
  healthTimeout: 30_000,
  drainConnections: true,
  drainTimeout: 15_000,
  maxConcurrentReloads: 1,
  minReloadInterval: 5000,
}

/**
 * `state-preserve` keeps state whatever `preserveState` says; with another strategy `preserveState` or
 * a serializer asks for it.
 */
export function reloadSettings({ hotReload = {} }: LoadingInput = {}): ReloadSettings {
  const { strategy = 'full', preserveState, stateSerialization, debounceMs = 300 } = hotReload
  return {
    strategy,
    keepsState:
      strategy === 'state-preserve' ||
      preserveState === true ||
      stateSerialization?.enabled === true,
    debounceMs,
    hooks: hotReload.hooks ?? {},
    productionSafety: Object.assign({ ...safeByDefault }, hotReload.productionSafety),
  }
}
