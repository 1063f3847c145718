import type { BuiltChunk } from '@mortise/shared'
import { withDeadline } from '../deadline.ts'
import { late } from '../errors.ts'
import type { Linker } from '../linker/linker.ts'
import type { Namespace } from '../plugin.ts'
import type { Executor, Generation, Release } from './executor.ts'
import { createFactoryKeeper, type FactoryKeeper } from './factory-keeper.ts'
import { createRecovery } from './recovery.ts'
import type { Scripts } from './scripts.ts'
import type { SharedDependencies } from './shared-dependencies.ts'
import type { Styles } from './styles.ts'

export interface FactoryPorts {
  readonly linker: Pick<Linker, 'createGeneration' | 'forget'>
  readonly scripts: Scripts
  readonly styles: Styles
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
  const keeper = createFactoryKeeper(ports.linker)
  return { open: (release) => open(release, ports, keeper) }
}

function open(release: Release, ports: FactoryPorts, keeper: FactoryKeeper): Generation {
  const { linker, styles, shared } = ports
  const { manifest, url } = release
  const { id, version, chunks } = manifest
  const instances = new Map<string, Namespace>()

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
    for (const each of [...chunk.deps, name]) keeper.keep(chunks[each]?.id ?? '', generation)
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
      styles.release(generation)
      shared.release(generation)
      keeper.release(generation)
      instances.clear()
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
  const all = Object.keys(manifest.styles)
  const sheets = (chunk.styles ?? []).map((sheet) => {
    // Chunks of the plugin alone are named after it; sheets of shared chunks come before its own.
    const own = Number(name.startsWith(`${id}/`))
    return {
      url: new URL(sheet, url).href,
      integrity: manifest.styles[sheet]?.integrity,
      rank: (own * most + rank(id)) * most + all.indexOf(sheet),
    }
  })
  return [
    scripts.load({ ...chunk, url: new URL(file, url).href }, owner, recover),
    ...sheets.map((sheet) => styles.acquire(sheet, generation, recover)),
  ]
}
