import type { ChunkClass } from './chunk-classes.ts'
import type { ModuleGraph, PluginFacts } from './module-graph.ts'
import type { Reach } from './reach.ts'

export interface Naming {
  /** A short, stable name for a module: what a chunk is called when nothing else names it. */
  readonly label: (module: string) => string
  /** A short hash of a text, safe in file names. */
  readonly hash: (text: string) => string
}

/** One chunk's share of a class. */
export interface ChunkPart {
  readonly modules: readonly string[]
  readonly label?: string | undefined
  /** 0 for the part that keeps the class's name, else 1, 2, … */
  readonly number: number
}

/** Logical name of the chunk that a plugin starts from. */
export function entryChunk({ id }: Pick<PluginFacts, 'id'>): string {
  return `${fileSafe(id)}/index`
}

export function featureChunk({ id }: PluginFacts, feature: string) {
  const name = fileSafe(feature)
  // That one is taken by the entry.
  return `${fileSafe(id)}/${name === 'index' ? 'index.feature' : name}`
}

/** Logical names are file names too; bundlers replace what is not safe in one, each in its own way. */
function fileSafe(name: string) {
  return name.replaceAll(/[^\w.@-]+/g, '_')
}

/** Joined names of roots up to this length; longer ones become a hash. */
const readableLength = 48

/** Gives every class, and every part of one, the logical name of its chunk. */
export function createNaming(
  graph: ModuleGraph,
  reach: Reach,
  entries: ReadonlySet<string>,
  { label, hash }: Naming,
) {
  const fixed = new Map(graph.providers)
  for (const plugin of graph.plugins) {
    fixed.set(plugin.entry, entryChunk(plugin))
    for (const [name, module] of Object.entries(plugin.features)) {
      if (reach.owners.get(module)?.size === 1) fixed.set(module, featureChunk(plugin, name))
    }
  }
  const folderOf = ([only = '', ...others]: readonly string[]) =>
    others.length === 0 ? fileSafe(only) : 'shared'
  const rootName = (root: string) =>
    fixed.get(root) ?? `${folderOf([...(reach.owners.get(root) ?? [])])}/${label(root)}`
  const baseName = ({ roots, owners }: ChunkClass) => {
    const [only] = roots
    if (only !== undefined && roots.length === 1) return rootName(only)
    const names = roots.map(rootName)
    if (owners.length > 1) return `shared/${hash(names.join())}`
    const entry = roots.find((root) => entries.has(root))
    if (entry) return rootName(entry)
    const joined = names.map((name) => name.slice(name.indexOf('/') + 1)).join('_')
    const common = joined.length > readableLength ? `common-${hash(joined)}` : joined
    return `${folderOf(owners)}/${common}`
  }
  const taken = new Set<string>()
  const unique = (name: string, key: string) => {
    // Two files may have one label: `view.ts` and `view.css`.
    const free = taken.has(name) ? `${name}-${hash(key)}` : name
    taken.add(free)
    return free
  }
  return (chunkClass: ChunkClass) => {
    const base = unique(baseName(chunkClass), chunkClass.key)
    const folder = base.slice(0, base.indexOf('/'))
    return (part: ChunkPart) => {
      const name = part.label === undefined ? base : `${folder}/${fileSafe(part.label)}`
      return part.number === 0 ? name : `${name}.${part.number}`
    }
  }
}
