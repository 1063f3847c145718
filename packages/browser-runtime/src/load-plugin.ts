import { hostAmbiguous, refuse } from './errors.ts'
import type { Host } from './host.ts'
import type { Dispose, LoadOptions, Plugin } from './plugin.ts'

/** On the page and not in this module, so that a second copy of the runtime finds the same host. */
const key = Symbol.for('@mortise/hosts')

type Page = typeof globalThis & { [key]?: Set<Host> }

/** Makes a host one of the page's hosts. */
export function joinPage(host: Host): Dispose {
  const hosts = ((globalThis as Page)[key] ??= new Set())
  hosts.add(host)
  return () => hosts.delete(host)
}

/**
 * The page's only host; nothing when it has none.
 * @throws HOST_AMBIGUOUS
 */
export function pageHost(): Host | undefined {
  const [host, another] = (globalThis as Page)[key] ?? []
  if (another) throw hostAmbiguous('several')
  return host
}

/**
 * `host.loadPlugin` of the page's only host.
 * @throws HOST_AMBIGUOUS, HOST_MISSING, and what `host.loadPlugin` throws.
 */
export async function loadPlugin(id: string, options?: LoadOptions): Promise<Plugin> {
  return pageHost()?.loadPlugin(id, options) ?? refuse('hostMissing', {})
}
