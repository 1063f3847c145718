import type { BuiltChunk } from '@mortise/shared'
import { withDeadline } from '../deadline.ts'
import { late, refuse } from '../errors.ts'
import type { Linker } from '../linker/linker.ts'
import type { Namespace } from '../plugin.ts'
import type { Executor, Generation, Release } from './executor.ts'
import type { LateLoader } from './late-loader.ts'
import { createRecovery } from './recovery.ts'
import type { Scripts } from './scripts.ts'

/** Contract: `dynamicImport.timeout` where the manifest gives none. In ms. */
const defaultTimeout = 30_000

/** A chunk of a release, at its address. */
type LocatedChunk = BuiltChunk & { readonly url: string }

/** Ids of the chunks that one generation uses. */
type ChunkIds = Set<string>

function locate({ manifest, url }: Release, name: string): LocatedChunk | undefined {
  const chunk = manifest.chunks[name]
  return chunk && { ...chunk, url: new URL(chunk.file, url).href }
}

/** What a generation's chunks are brought with. */
type Means = [
  linker: Pick<Linker, 'createGeneration' | 'forget'>,
  scripts: Scripts,
  /** The host's instance of a shared dependency, where it answers what a release asks for. */
  hostCopy: (release: Release, key: string) => Namespace | undefined,
  /** Fetched with the first style sheet, or the first dependency that the host does not provide. */
  bringLoader: () => Promise<LateLoader>,
]

/** The executor of a build: factories, instantiated once per generation. */
export function createFactoryExecutor(...means: Means): Executor {
  const use = createUse(means[0])
  return { open: (release) => openRelease(release, use(), means) }
}

function openRelease(
  release: Release,
  [used, forgetUnused]: ReturnType<ReturnType<typeof createUse>>,
  [linker, scripts, hostCopy, bringLoader]: Means,
): Generation {
  const { id, version, chunks, manifest } = release.manifest
  const policy = manifest.loading?.dynamicImport ?? {}
  const { timeout = defaultTimeout } = policy
  const instances = new Map<string, Namespace>()
  let lateLoader: Promise<LateLoader> | undefined

  const bring = () => (lateLoader = bringLoader())

  /** The script and the style sheets of one chunk. */
  function request(name: string) {
    const chunk = locate(release, name) as LocatedChunk
    const owner = { id, version, chunk: name }
    const recover = createRecovery(owner, policy)
    used.add(chunk.id)
    return [
      scripts.load(chunk, owner, recover),
      chunk.styles && bring().then((loader) => loader.acquire(release, name, generation, recover)),
    ]
  }

  async function load(name: string, signal?: AbortSignal) {
    const chunk = chunks[name]
    const facts = { id, version, url: release.url, chunk: name, timeout }
    if (!chunk) return refuse('manifestChunkMissing', facts)
    // One wave: every byte of the step is asked for before the first one is here.
    const names = [...chunk.deps, name]
    const wave = Promise.all([
      ...names.flatMap(request),
      ...(chunk.shared ?? [])
        .filter((key) => !instances.has(key))
        .map(async (key) => {
          const own = hostCopy(release, key)
          instances.set(key, own ?? (await (await bring()).resolve(release, key, generation)))
        }),
    ])
    const tooLate = () => {
      names.forEach((one) => scripts.giveUp(chunks[one]?.id))
      return late('chunkTimeout', facts)
    }
    await withDeadline(wave, timeout, tooLate, signal)
  }

  const linked = linker.createGeneration({
    chunk: (name) => locate(release, name),
    shared: (key) => instances.get(key),
    load,
    timeout,
  })

  const generation: Generation = {
    load,
    link: async (name) => linked.link(name),
    dispose() {
      linked.dispose()
      instances.clear()
      lateLoader?.then((loader) => loader.release(generation)).catch(() => {})
      forgetUnused()
    },
  }
  return generation
}

/** The chunks of each generation; the linker forgets those that no other one uses. */
function createUse(linker: Pick<Linker, 'forget'>) {
  const inUse = new Set<ChunkIds>()
  return () => {
    const used: ChunkIds = new Set()
    inUse.add(used)
    const forgetUnused = () => {
      inUse.delete(used)
      for (const id of used) if (![...inUse].some((other) => other.has(id))) linker.forget(id)
    }
    return [used, forgetUnused] as const
  }
}
