import type { ChunkNaming } from '../describe/final-chunk.ts'
import type { Workspace } from './workspace.ts'

export interface NamedFile {
  /** Path in the output folder, without hash and ending. */
  readonly path: string
  readonly naming: ChunkNaming
  readonly position: number
}

/** Where chunks are written: `<folder>/<plugin>/<name>`, as `chunkNaming` and `webpackChunkName` say. */
export function nameFiles(
  names: readonly string[],
  { options, plugins }: Workspace,
): (name: string) => NamedFile {
  const byPlugin = new Map(plugins.map((plugin) => [plugin.id, plugin]))
  const positions = new Map<string, number>()
  const files = new Map<string, NamedFile>()
  for (const name of [...names].sort()) {
    const owner = name.slice(0, name.indexOf('/'))
    const own = name.slice(owner.length + 1)
    const { codeSplitting, dynamicImport } = byPlugin.get(owner)?.manifest.loading ?? {}
    const position = positions.get(owner) ?? 0
    positions.set(owner, position + 1)
    const isEntry = own === 'index'
    const hint = isEntry ? undefined : dynamicImport?.webpackChunkName
    files.set(name, {
      path: `${options.folder}/${owner}/${hint ? applyHint(hint, own, position) : own}`,
      naming: codeSplitting?.chunkNaming ?? 'hashed',
      position,
    })
  }
  return (name) =>
    files.get(name) ?? { path: `${options.folder}/${name}`, naming: 'hashed', position: 0 }
}

/** webpack's placeholders: `[request]` the chunk's own name, `[index]` its number. */
function applyHint(hint: string, own: string, position: number) {
  const named = hint.includes('[') ? hint : `${hint}-[request]`
  return named
    .replaceAll('[request]', own)
    .replaceAll('[index]', String(position))
    .replaceAll(/[^\w./+-]/g, '-')
}
