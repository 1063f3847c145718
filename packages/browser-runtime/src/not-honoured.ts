import { keysNotHonoured } from '@mortise/shared/not-honoured'
import type { late } from './errors.ts'
import type { Events } from './events.ts'
import type { LoadedPlugin } from './kernel/registration.ts'

/** Reports, in one diagnostic for each plugin that was loaded, the keys that it sets and nobody reads yet. */
export function createInspector({ report }: Pick<Events, 'report'>, explain: typeof late) {
  const inspected = new WeakSet<LoadedPlugin>()
  return async (plugins: Iterable<Inspected>): Promise<void> => {
    for (const { id, version, loaded } of plugins) {
      if (!loaded || inspected.has(loaded)) continue
      inspected.add(loaded)
      const keys = keysNotHonoured(loaded.manifest.loading)
      if (keys.length)
        report(await explain('configNotHonoured', { id, version, keys }), id, 'warning')
    }
  }
}

interface Inspected {
  readonly id: string
  readonly version: string
  readonly loaded?: LoadedPlugin | undefined
}
