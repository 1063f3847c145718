import type { FetchWay } from '@mortise/shared'
import type { KernelPorts } from './kernel/managed-plugin.ts'
import type { Beside, LoadedPlugin } from './kernel/registration.ts'
import type { Release } from './loader/executor.ts'
import { everything, filesOf, type LocatedFile } from './preload/files-of.ts'

interface Running {
  readonly id: string
  readonly status: { readonly state: string }
  readonly loaded?: LoadedPlugin | undefined
  readonly owned?: { readonly context: { readonly signal: AbortSignal } } | undefined
}

/**
 * Contract, `dynamicImport.prefetch`: the bytes of features go into the HTTP cache when the page is
 * idle and the plugin runs.
 */
export function createPrefetcher(ask: NonNullable<KernelPorts['prefetch']>) {
  const done = new WeakSet<LoadedPlugin>()
  return (plugins: Iterable<Running>): void => {
    for (const { id, status, loaded, owned } of plugins) {
      if (!loaded?.release || done.has(loaded) || status.state !== 'ready') continue
      done.add(loaded)
      const files = filesOfFeatures(loaded.release, 'prefetch')
      if (files.length) ask(id, files, owned?.context.signal)
    }
  }
}

/**
 * What is fetched beside a plugin's entry: the feature that is opened next, as urgently, and the bytes
 * of those that `dynamicImport.preload` names.
 */
export function fetchBeside(wanted = ''): Beside {
  return (release, load) => {
    const { chunk } = release.manifest.features[wanted] ?? {}
    // Whoever opens the feature joins this, and hears of what goes wrong with it.
    if (chunk) load(chunk).catch(() => {})
    fetchBytes(filesOfFeatures(release, 'preload'))
  }
}

/** What the features that come in this way need beyond their plugin's entry. */
function filesOfFeatures(release: Release, way: FetchWay): LocatedFile[] {
  const { id, features } = release.manifest
  const named = Object.keys(features).filter((name) => features[name]?.fetch === way)
  // Of a pack one request brings all, and it may come with the entry.
  const there = new Set(filesOfPlugin(id, release, []).map(({ url }) => url))
  return filesOfPlugin(id, release, named).filter(({ url }) => !there.has(url))
}

function filesOfPlugin(id: string, release: Release, features: readonly string[]) {
  return filesOf({ id, features, resources: everything }, [], new Map([[id, release]]), {})
}

/**
 * Into the HTTP cache, where the element that asks later finds them: it sends the same mode and
 * credentials. No `<link>`: that needs the page's nonce, and Safari knows no prefetch.
 */
function fetchBytes(files: readonly LocatedFile[]) {
  for (const { url } of files) {
    // Whoever opens the feature hears of what goes wrong with it, and its element checks the hash.
    fetch(url)
      // A body that nobody reads does not arrive.
      .then((response) => response.arrayBuffer())
      .catch(() => {})
  }
}
