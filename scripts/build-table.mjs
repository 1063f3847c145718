import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { table } from './table.mjs'
import { root } from './workspace.mjs'

/** Prints what the last build of the playground made, one row a plugin. */
export async function printBuild(folder = join(root, 'playground/dist')) {
  const rows = await describeBuild((path) => readFile(join(folder, path)))
  console.log(`\n${formatBuild(rows)}\n`)
}

/**
 * Reads the catalog and the build manifests. `read` gives the bytes of a file of the build, by its
 * path from the root of the site.
 */
export async function describeBuild(read, catalogPath = 'plugins.json') {
  const catalog = JSON.parse(await read(catalogPath))
  return Promise.all(
    catalog.plugins.map(async (entry) => {
      const path = resolvePath(entry.manifest, catalogPath)
      const manifest = JSON.parse(await read(path))
      const chunks = await Promise.all(
        Object.values(manifest.chunks).map(({ file }) => read(resolvePath(file, path))),
      )
      return {
        plugin: entry.id,
        features: Object.keys(manifest.features ?? {}),
        chunks: chunks.length,
        gzipBytes: chunks.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0),
        shared: [...new Set(Object.values(manifest.shared ?? {}).map((item) => item.package))],
      }
    }),
  )
}

/** The rows as text, with a line of sums. */
export function formatBuild(rows) {
  const cells = rows.map((row) => [
    row.plugin,
    row.features.join(', '),
    String(row.chunks),
    kilobytes(row.gzipBytes),
    row.shared.toSorted().join(', '),
  ])
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0)
  const total = [`${rows.length} plugins`, '', String(sum('chunks')), kilobytes(sum('gzipBytes'))]
  return table(['plugin', 'features', 'chunks', 'KB gzip', 'shared'], cells, [...total, ''])
}

function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1)
}

/** An address may be relative and may carry `?v=`; a file's path has neither. */
function resolvePath(address, base) {
  return decodeURIComponent(new URL(address, `http://site/${base}`).pathname.slice(1))
}
