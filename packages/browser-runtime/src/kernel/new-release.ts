import type { ManagedPlugin } from './managed-plugin.ts'
import type { Registration } from './registration.ts'

/** What the newest plan has of a plugin that runs in another release; else nothing. */
export function newRelease(plugin: ManagedPlugin): Registration | undefined {
  return plugin.next && !isSameRelease(plugin, plugin.next) ? plugin.next : undefined
}

export function isSameRelease(one: Registration, other: Registration): boolean {
  return (
    one.version === other.version &&
    one.listed?.release === other.listed?.release &&
    one.listed?.integrity === other.listed?.integrity
  )
}
