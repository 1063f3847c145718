import { useSyncExternalStore } from 'react'
import type { ContributionTo, ExtensionPointName } from '../extensions/contribution.ts'
import { useHost } from './host-context.ts'

/**
 * What is contributed to an extension point, as it is now: no plugin code is loaded for it. Follows
 * plugins that come and go, and the signals that a contribution's `when` is about.
 */
export function useExtensions<Given = never, Point extends ExtensionPointName = string>(
  point: Point,
): readonly ContributionTo<Given, Point>[] {
  const host = useHost()
  return useSyncExternalStore(host.subscribe, () => host.extensions<Given, Point>(point))
}
