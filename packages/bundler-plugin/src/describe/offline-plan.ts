import { posix } from 'node:path'
import type { OfflineOptions, OfflinePlan } from '@mortise/shared'
import type { BuiltWorkspace } from './built-workspace.ts'
import { integrityOf, shortHash } from './content-hash.ts'
import { packTable } from './pack.ts'
import { eagerLinks, type Link } from './start-links.ts'

/** What the host's own build wrote. */
export interface HostOutput {
  /** Scripts and sheets: path in the output → integrity. */
  readonly files: ReadonlyMap<string, string>
  /** Paths of the scripts that the page names. */
  readonly entries: readonly string[]
  /** The folder of its hashed files. */
  readonly assetsDir: string
}

interface Names {
  /** Path of the catalog. */
  readonly catalog: string
  /** The folder of all that belongs to plugins. */
  readonly folder: string
}

/** What a service worker of this build keeps: all that a start needs, so all that starts is there. */
export function describeOffline(
  host: HostOutput,
  built: BuiltWorkspace,
  { catalog, folder }: Names,
  options: OfflineOptions,
): OfflinePlan {
  const { manifests, scripts, styles } = eagerLinks(built, catalog)
  const files = Object.fromEntries([
    ...host.files,
    ...[...scripts, ...styles].flatMap(hashed),
    ...manifestHashes(manifests, built, catalog),
    ...tableHashes(scripts, built),
  ])
  const known = {
    marks: [...host.entries, ...scripts.map(({ address }) => address)],
    catalog: { address: catalog, integrity: integrityOf(JSON.stringify(built.catalog), 'sha256') },
    files,
    folders: [host.assetsDir, folder].filter(Boolean).map((name) => `${name}/`),
    packs: `${folder}/packs/`,
    options,
  }
  return { build: shortHash(JSON.stringify(known)), ...known }
}

type Hash = readonly [address: string, integrity: string]

const hashed = ({ address, integrity }: Link): Hash[] => (integrity ? [[address, integrity]] : [])

function manifestHashes(
  manifests: readonly string[],
  { plugins }: BuiltWorkspace,
  catalog: string,
) {
  const wanted = new Set(manifests)
  return plugins.flatMap(({ address, integrity }) =>
    hashed({ address: posix.join(posix.dirname(catalog), address), integrity }).filter(([path]) =>
      wanted.has(path),
    ),
  )
}

/** The tables of the packs that a start needs: with them the next build's packs are composed. */
function tableHashes(scripts: readonly Link[], { packs }: BuiltWorkspace): Hash[] {
  const wanted = new Set(scripts.map(({ address }) => address))
  return packs
    .filter(({ file }) => wanted.has(file))
    .map(packTable)
    .map(({ file, table }) => [file, integrityOf(JSON.stringify(table), 'sha256')])
}
