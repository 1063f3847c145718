import type { FetchWay } from '@mortise/shared'
import type { AheadFile, KernelPorts } from './kernel/managed-plugin.ts'
import type { Beside, LoadedPlugin } from './kernel/registration.ts'
import type { Release } from './loader/executor.ts'

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

/**
 * What the features that come in this way need beyond their plugin's entry, of their plugin alone:
 * every page has this, and none of what preloading finds out with the plan.
 */
function filesOfFeatures({ manifest, url }: Release, way: FetchWay): AheadFile[] {
  const { features, chunks, styles, entry, executor } = manifest
  const at = (file: string, size = 0) => ({ url: new URL(file, url).href, size })
  const roots = Object.values(features).flatMap((feature) =>
    feature.fetch === way && feature.chunk ? [feature.chunk] : [],
  )
  // A module of the dev server is named by its address.
  if (executor === 'esm') return roots.map((root) => at(root))
  const closure = (name: string) => [...(chunks[name]?.deps ?? []), name]
  const fileOf = (name: string) => chunks[name]?.pack ?? chunks[name]
  const there = new Set(closure(entry))
  const names = new Set(roots.flatMap(closure).filter((name) => !there.has(name)))
  const sheets = [...names].flatMap((name) => chunks[name]?.styles ?? [])
  // Of a pack one request brings all, and it may come with the entry.
  const files = new Map<string, AheadFile>()
  for (const name of names) {
    const { file = '' } = fileOf(name) ?? {}
    files.set(file, at(file, (files.get(file)?.size ?? 0) + (chunks[name]?.size ?? 0)))
  }
  for (const name of there) files.delete(fileOf(name)?.file ?? '')
  return [...files.values(), ...sheets.map((name) => at(name, styles[name]?.size))]
}

/**
 * Into the HTTP cache, where the element that asks later finds them: it sends the same mode and
 * credentials. No `<link>`: that needs the page's nonce, and Safari knows no prefetch.
 */
function fetchBytes(files: readonly AheadFile[]) {
  for (const { url } of files) {
    // Whoever opens the feature hears of what goes wrong with it, and its element checks the hash.
    fetch(url)
      // A body that nobody reads does not arrive.
      .then((response) => response.arrayBuffer())
      .catch(() => {})
  }
}
