import type { BuiltChunk } from '@mortise/shared'
import { withDeadline } from '../deadline.ts'
import { late } from '../errors.ts'
import type { Linker } from '../linker/linker.ts'
import type { Namespace } from '../plugin.ts'
import type { Executor, Generation, Release } from './executor.ts'
import { createRecovery } from './recovery.ts'
import type { Scripts } from './scripts.ts'
import type { SharedDependencies } from './shared-dependencies.ts'
import type { Styles } from './styles.ts'

export interface FactoryPorts {
  readonly linker: Pick<Linker, 'createGeneration' | 'forget'>
  readonly scripts: Scripts
  /** Fetched with the first sheet. */
  styles(): Promise<Styles>
  readonly shared: SharedDependencies
  /** Place of a plugin in the plan: its sheets come after those of plugins before it. */
  rank(id: string): number
}

/** Contract: `dynamicImport.timeout` where the manifest gives none. In ms. */
const defaultTimeout = 30_000

/** More than a page has plugins, or a plugin has sheets. */
const most = 1e5

/** The executor of a build: factories, instantiated once per generation. */
export function createFactoryExecutor(ports: FactoryPorts): Executor {
  const inUse = new Set<ChunkIds>()
  return { open: (release) => open(release, ports, inUse) }
}

/** Ids of the chunks that one generation uses. */
type ChunkIds = Set<string>

function open(release: Release, ports: FactoryPorts, inUse: Set<ChunkIds>): Generation {
  const { linker, styles, shared } = ports
  const { manifest, url } = release
  const { id, version, chunks } = manifest
  const instances = new Map<string, Namespace>()
  const used: ChunkIds = new Set()
  inUse.add(used)

  async function load(name: string, signal?: AbortSignal) {
    const chunk = chunks[name]
    if (!chunk) throw await late('manifestChunkMissing', { id, version, url, chunk: name })
    // One wave: every byte of the step is asked for before the first one is here.
    const wave = Promise.all([
      ...[...chunk.deps, name].flatMap((each) => request(each, release, ports, generation)),
      ...(chunk.shared ?? [])
        .filter((key) => !instances.has(key))
        .map(async (key) => {
          instances.set(key, await shared.resolve(release, key, generation))
        }),
    ])
    for (const each of [...chunk.deps, name]) used.add(chunks[each]?.id ?? '')
    const timeout = manifest.manifest.loading?.dynamicImport?.timeout ?? defaultTimeout
    const tooLate = () => late('chunkTimeout', { id, version, chunk: name, timeout })
    await withDeadline(wave, timeout, tooLate, signal)
  }

  const linked = linker.createGeneration({
    chunk(name) {
      const chunk = chunks[name]
      return chunk && { id: chunk.id, url: new URL(chunk.file, url).href }
    },
    shared: (key) => instances.get(key),
    load,
  })

  const generation: Generation = {
    load,
    link: async (name) => linked.link(name),
    dispose() {
      linked.dispose()
      instances.clear()
      shared.release(generation)
      if (Object.keys(manifest.styles).length) {
        void styles().then((sheets) => sheets.release(generation))
      }
      inUse.delete(used)
      for (const chunk of used) {
        if (![...inUse].some((other) => other.has(chunk))) linker.forget(chunk)
      }
    },
  }
  return generation
}

/** The script and the style sheets of one chunk. */
function request(
  name: string,
  { manifest, url }: Release,
  { scripts, styles, rank }: FactoryPorts,
  generation: Generation,
): Promise<void>[] {
  const { id, version, manifest: written } = manifest
  const { file, ...chunk } = manifest.chunks[name] as BuiltChunk
  const owner = { id, version, chunk: name }
  const recover = createRecovery(owner, written.loading?.dynamicImport?.retry)
  const sheets = (chunk.styles ?? []).map(async (sheet) => {
    // Chunks of the plugin alone are named after it; sheets of shared chunks come before its own.
    const own = Number(name.startsWith(`${id}/`))
    const place = Object.keys(manifest.styles).indexOf(sheet)
    const style = {
      url: new URL(sheet, url).href,
      integrity: manifest.styles[sheet]?.integrity,
      rank: (own * most + rank(id)) * most + place,
    }
    await (await styles()).acquire(style, generation, recover)
  })
  return [scripts.load({ ...chunk, url: new URL(file, url).href }, owner, recover), ...sheets]
}
