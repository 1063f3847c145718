import type { MortiseError } from '@mortise/shared'
import type { Events } from '../events.ts'
import type { ReloadSettings } from './reload-settings.ts'

/** What became of one reload. */
export interface ReloadFacts extends Pick<ReloadSettings, 'strategy'> {
  readonly pluginId: string
  /** `performance.now()` when it began. */
  readonly began: number
  /** Features whose views are to be made anew. */
  readonly features: readonly string[]
  /** 1 where another generation runs from now on. */
  readonly generations: 0 | 1
  /** Why the newest code does not run. */
  readonly error?: unknown
}

/** Emits the event `hot-reload`. */
export function tellReload({ emit }: Pick<Events, 'emit'>, facts: ReloadFacts): void {
  const { pluginId, began, strategy, features, generations, error } = facts
  emit('hot-reload', {
    pluginId,
    durationMs: Math.round(performance.now() - began),
    metadata: { strategy, features, generations },
    ...(error !== undefined && { error: wordsOf(error) }),
  })
}

function wordsOf(error: unknown) {
  const { code, message = String(error), stack } = Object(error) as Partial<MortiseError>
  return { message, ...(code && { code }), ...(stack && { stack }) }
}
