import type { BuildManifest } from '@mortise/shared'
import { stepFiles, type StepFile } from '@mortise/shared/step-files'
import type { Release } from '../loader/executor.ts'
import type { Resource } from './plan-preload.ts'

/** What is wanted of a plugin, as far as its files are concerned. */
export interface Wanted {
  readonly id: string
  readonly features: readonly string[]
  readonly resources: ReadonlySet<Resource>
}

/** A file at its address. */
export interface LocatedFile {
  readonly url: string
  /** Bytes before compression. */
  readonly size: number
}

/** All files of a target but the manifests, flat, in the order in which they are needed. */
export function filesOf(
  { id, features, resources }: Wanted,
  /** Plugins that it needs. */
  dependencies: readonly string[],
  releases: ReadonlyMap<string, Release>,
  /** The plan's choice for each shared dependency: `host`, or the id of a plugin. */
  shared: Readonly<Record<string, string>>,
): LocatedFile[] {
  const own = filesOfStep(id, features, releases, shared)
  const others = dependencies.flatMap((one) => {
    const { chunks, styles } = filesOfStep(one, [], releases, shared)
    return [...chunks, ...styles]
  })
  const wanted = [
    ...(resources.has('dependencies') ? others : []),
    ...own.chunks.filter(({ isShared }) => resources.has(isShared ? 'dependencies' : 'code')),
    ...(resources.has('assets') ? own.styles : []),
  ]
  // Chunks of one pack are one file.
  const sizes = new Map<string, number>()
  for (const { url, size } of wanted) sizes.set(url, (sizes.get(url) ?? 0) + size)
  return [...sizes].map(([url, size]) => ({ url, size }))
}

function filesOfStep(
  id: string,
  features: readonly string[],
  releases: ReadonlyMap<string, Release>,
  shared: Readonly<Record<string, string>>,
) {
  const { manifest, url = '' } = releases.get(id) ?? {}
  if (!manifest) return { chunks: [], styles: [] }
  if (manifest.executor === 'esm') return { chunks: modulesOf(manifest, features, url), styles: [] }
  const choices = Object.entries(shared).map(([key, provider]) => [key, { provider }] as const)
  const manifests = new Map([...releases].map(([key, release]) => [key, release.manifest]))
  const plan = { shared: Object.fromEntries(choices) }
  const { chunks, styles } = stepFiles(plan, manifests, { plugin: id, features })
  const locate = ({ plugin, pack, file, size, isShared }: StepFile) => ({
    url: new URL(pack?.file ?? file, releases.get(plugin)?.url).href,
    size,
    isShared,
  })
  return { chunks: chunks.map(locate), styles: styles.map(locate) }
}

/** A module of the dev server is named by its address, and what it imports is not known here. */
function modulesOf({ entry, features }: BuildManifest, wanted: readonly string[], url: string) {
  const addresses = [entry, ...wanted.flatMap((name) => features[name]?.chunk ?? [])]
  return addresses.map((address) => ({
    url: new URL(address, url).href,
    size: 0,
    isShared: false,
  }))
}

/** Contract, `dynamicImport.mode: lazy`: only when it is asked for. */
export function mayComeAhead({ features }: BuildManifest, name: string) {
  const { fetch } = features[name] ?? { fetch: 'lazy' }
  return fetch !== 'lazy'
}
