import type { BuiltChunk } from '@mortise/shared'
import { withDeadline } from '../deadline.ts'
import { late, refuse } from '../errors.ts'
import type { Linker } from '../linker/linker.ts'
import type { Namespace } from '../plugin.ts'
import type { Executor, Generation, Release } from './executor.ts'
import type { LateLoader } from './late-loader.ts'
import { createRecovery } from './recovery.ts'
import type { Chunk, Scripts } from './scripts.ts'

/** Contract: `dynamicImport.timeout` where the manifest gives none. In ms. */
const defaultTimeout = 30_000

/** A chunk of a release, at its address. */
type LocatedChunk = BuiltChunk & Chunk

/** Ids of the chunks that one generation uses. */
export type ChunkIds = Set<string>

function locate({ manifest, url }: Release, name: string): LocatedChunk | undefined {
  const at = <Part extends { file: string }>(part: Part | undefined) =>
    part && { ...part, url: new URL(part.file, url).href }
  const chunk = manifest.chunks[name]
  return at(chunk && { ...chunk, pack: at(chunk.pack) })
}

/** What a generation's chunks are brought with. */
type Means = [
  linker: Pick<Linker, 'createGeneration'>,
  scripts: Scripts,
  /** The host's instance of a shared dependency, where it answers what a release asks for. */
  hostCopy: (release: Release, key: string) => Namespace | undefined,
  /** Fetched with the first style sheet, dependency that the host does not provide, or end of a generation. */
  bring: () => Promise<LateLoader>,
]

/** The executor of a build: factories, instantiated once per generation. */
export function createFactoryExecutor(...means: Means): Executor {
  const inUse = new Set<ChunkIds>()
  return { open: (release) => openRelease(release, inUse, means) }
}

function openRelease(
  release: Release,
  inUse: Set<ChunkIds>,
  [linker, scripts, hostCopy, bring]: Means,
): Generation {
  const { id, version, chunks, manifest } = release.manifest
  const policy = manifest.loading?.dynamicImport ?? {}
  const { timeout = defaultTimeout } = policy
  const instances = new Map<string, Namespace>()
  const used: ChunkIds = new Set()
  inUse.add(used)

  /** The script and the style sheets of one chunk. */
  function request(name: string) {
    const chunk = locate(release, name) as LocatedChunk
    const recover = createRecovery({ id, version, chunk: name }, policy)
    used.add(chunk.id)
    return [
      scripts.load(chunk, recover),
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
      names.forEach((one) => scripts.giveUp(locate(release, one) as LocatedChunk))
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
      inUse.delete(used)
      const leave = (loader: LateLoader) => loader.release(generation, used, inUse)
      bring().then(leave, () => {})
    },
  }
  return generation
}
