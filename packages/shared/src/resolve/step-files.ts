import type { BuildManifest, BuiltChunk } from '../manifest/build-manifest.ts'
import type { SharedChoice } from './plan.ts'

/** One file of a step. Addresses are relative to the build manifest of `plugin`. */
export interface StepFile {
  /** Whose build manifest lists it: a fallback provider may come with another plugin. */
  readonly plugin: string
  readonly file: string
  /** Bytes. */
  readonly size: number
  readonly integrity: string | undefined
  /** The file in which it comes with other chunks. */
  readonly pack?: BuiltChunk['pack']
  /** Of a chunk that other plugins may need too: cut out of several, or a fallback provider's. */
  readonly isShared: boolean
}

/** All that a step of the plan needs, flat, in the order in which it is needed. */
export interface StepFiles {
  readonly chunks: readonly StepFile[]
  readonly styles: readonly StepFile[]
  /** Bytes of all of them. */
  readonly size: number
}

/**
 * What it takes to start a plugin, or to open features of it: its chunks, the fallback providers that
 * the plan chose for what they share, and the styles of both. A manifest that is not among
 * `manifests` adds nothing.
 */
export function stepFiles(
  plan: { readonly shared: Readonly<Record<string, Pick<SharedChoice, 'provider'>>> },
  manifests: ReadonlyMap<string, BuildManifest>,
  step: { readonly plugin: string; readonly features?: readonly string[] },
): StepFiles {
  const chunks = new Map<string, StepFile>()
  const styles = new Map<string, StepFile>()
  const manifest = manifests.get(step.plugin)
  if (manifest) {
    const { entry, features } = manifest
    const roots = [entry, ...(step.features ?? []).flatMap((name) => features[name]?.chunk ?? [])]
    // Chunks of the plugin alone are named after it.
    addChunks(
      manifest,
      roots,
      (name) => !roots.includes(name) && !name.startsWith(`${step.plugin}/`),
    )
  }
  const size = [...chunks.values(), ...styles.values()].reduce((all, file) => all + file.size, 0)
  return { chunks: [...chunks.values()], styles: [...styles.values()], size }

  function addChunks(
    from: BuildManifest,
    roots: readonly string[],
    isShared: (name: string) => boolean,
  ): void {
    for (const root of roots) {
      const built = from.chunks[root]
      if (!built || chunks.has(`${from.id} ${root}`)) continue
      for (const name of [...built.deps, root]) addChunk(from, name, isShared(name))
      for (const key of built.shared ?? []) addProvider(from, key)
    }
  }

  function addChunk(from: BuildManifest, name: string, isShared: boolean): void {
    const built = from.chunks[name]
    if (!built) return
    const { file, size: bytes, integrity, pack } = built
    const chunk = { plugin: from.id, file, size: bytes, integrity, isShared }
    chunks.set(`${from.id} ${name}`, pack ? { ...chunk, pack } : chunk)
    for (const style of stylesOf(built)) {
      const { size: weight = 0, integrity: hash } = from.styles[style] ?? {}
      styles.set(`${from.id} ${style}`, {
        plugin: from.id,
        file: style,
        size: weight,
        integrity: hash,
        isShared,
      })
    }
  }

  /** The chunk that provides a shared dependency where the host does not, out of the release that the plan chose. */
  function addProvider(from: BuildManifest, key: string): void {
    const { package: name, range, specifier = '' } = from.shared[key] ?? {}
    if (name === undefined || range === undefined) return
    // As `sharedKey` writes it: that would bring the resolver with it.
    const asked = `${name}@${range}`
    const { provider } = plan.shared[`${from.id} ${asked}`] ?? plan.shared[asked] ?? {}
    if (provider === 'host') return
    const planned = manifests.get(provider ?? from.id)
    const source = planned?.provides?.[specifier] ? planned : from
    const chunk = source.provides?.[specifier]?.chunk
    if (chunk) addChunks(source, [chunk], () => true)
  }
}

function stylesOf({ styles = [] }: BuiltChunk): readonly string[] {
  return styles
}
