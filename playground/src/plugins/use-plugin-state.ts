import type { Host, LoadingState } from '@mortise/browser-runtime'
import { useSyncExternalStore } from 'react'

/** The states of several plugins, by id. */
export function usePluginStates(host: Host, ids: readonly string[]): Map<string, LoadingState> {
  // One string, because a snapshot must be equal to itself as long as nothing changed.
  const states = useSyncExternalStore(host.subscribe, () =>
    ids.map((id) => host.status(id)?.state ?? 'pending').join(),
  )
  const list = states.split(',') as LoadingState[]
  return new Map(ids.map((id, index) => [id, list[index] ?? 'pending']))
}
