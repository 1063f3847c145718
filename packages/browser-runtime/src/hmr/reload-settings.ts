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
  }
}
