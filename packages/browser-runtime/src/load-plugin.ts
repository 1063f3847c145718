import { hostAmbiguous } from './errors.ts'
import type { Host } from './host.ts'
import type { Dispose, Plugin } from './plugin.ts'

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
 * The page's only host.
 * @throws HOST_AMBIGUOUS, HOST_MISSING
 */
export function pageHost(): Host {
  const [host, ...others] = (globalThis as Page)[key] ?? []
  if (!host || others.length) throw hostAmbiguous(host ? others.length + 1 : 0)
  return host
}

/**
 * `host.loadPlugin` of the page's only host.
 * @throws HOST_AMBIGUOUS, HOST_MISSING, and what `host.loadPlugin` throws.
 */
export async function loadPlugin(
  id: string,
  options?: { signal?: AbortSignal | undefined },
): Promise<Plugin> {
  return pageHost().loadPlugin(id, options)
}
