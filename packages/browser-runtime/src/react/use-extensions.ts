import { useSyncExternalStore } from 'react'
import type { Contribution } from '../extensions/extensions.ts'
import { useHost } from './host-context.ts'

/** Contributions to an extension point, as they are now: no plugin code is loaded for them. */
export function useExtensions<Value extends object = Record<string, unknown>>(
  point: string,
): readonly Contribution<Value>[] {
  const host = useHost()
  return useSyncExternalStore(host.subscribe, () => host.extensions<Value>(point))
}
