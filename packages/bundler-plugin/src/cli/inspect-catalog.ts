import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MortiseError } from '@mortise/shared'
import type { BuildManifest, CatalogEntry } from '@mortise/shared'
import {
  parseBuildManifest,
  parseCatalog,
  parseJson,
  parsePluginManifest,
} from '@mortise/shared/manifest'
import { explainPlan } from '@mortise/shared/explain'
import { createPlan, pluginRefused } from '@mortise/shared/resolve'
import { integrityOf } from '../describe/content-hash.ts'
import { deployedChanged, deployedMissing, deployedOther } from './errors.ts'
import { inputOf, type InspectedPlugin, type Inspection } from './inspection.ts'

/**
 * Looks at a catalog and at all files that it vouches for, as a page would find them.
 * @throws CATALOG_UNREACHABLE, CATALOG_NOT_JSON, CATALOG_FORMAT or CATALOG_INVALID.
 */
export async function inspectCatalog(folder: string, address: string): Promise<Inspection> {
  const url = /^https?:/.test(address) ? new URL(address) : pathToFileURL(resolve(folder, address))
  const text = await readFrom(url).catch((cause: unknown) => {
    throw deployedMissing('CATALOG_UNREACHABLE', `The catalog "${address}"`, cause)
  })
  const catalog = parseCatalog(parseJson(text.toString(), address, 'catalog'), address)
  const problems: MortiseError[] = []
  const plugins: InspectedPlugin[] = []
  for (const entry of catalog.plugins) {
    const plugin = await inspectEntry(entry, url, problems).catch((error: unknown) => {
      if (!(error instanceof MortiseError)) throw error
      problems.push(error)
    })
    if (plugin) plugins.push(plugin)
  }
  const input = inputOf(catalog, catalog.plan?.provided ?? {})
  const plan = createPlan(input)
  for (const [id, refusal] of Object.entries(plan.refused))
    problems.push(pluginRefused(id, refusal))
  return { where: address, plugins, problems, plan: explainPlan(plan, input), shared: undefined }
}

async function inspectEntry(
  entry: CatalogEntry,
  catalog: URL,
  problems: MortiseError[],
): Promise<InspectedPlugin> {
  const { id, version, integrity } = entry
  const url = new URL(entry.manifest, catalog)
  const what = `The build manifest of plugin "${id}" ${version}, "${entry.manifest}",`
  const text = await readFrom(url).catch((cause: unknown) => {
    throw deployedMissing('MANIFEST_UNREACHABLE', what, cause)
  })
  if (integrity && integrityOf(text, 'sha256') !== integrity) {
    throw deployedChanged('MANIFEST_INTEGRITY', what)
  }
  const built = parseBuildManifest(parseJson(text.toString(), entry.manifest), entry.manifest)
  if (built.id !== id) throw deployedOther(what, built.id)
  const sizes = await Promise.all(
    Object.entries(built.chunks).map(([name, chunk]) =>
      checkFile(`Chunk "${name}" of plugin "${id}" ${version}, "${chunk.file}",`, chunk, url).catch(
        (error: unknown) => {
          if (!(error instanceof MortiseError)) throw error
          problems.push(error)
          return 0
        },
      ),
    ),
  )
  return {
    id,
    version,
    manifest: parsePluginManifest(built.manifest, entry.manifest),
    isForeign: url.origin !== catalog.origin,
    // Chunks of several plugins are listed by each of them; what is here is read once a plugin.
    size: sizes.reduce((total, size) => total + size, 0),
    packages: {},
    peers: [],
    silentErrors: [],
  }
}

async function checkFile(
  what: string,
  { file, integrity }: BuildManifest['chunks'][string],
  manifest: URL,
): Promise<number> {
  const bytes = await readFrom(new URL(file, manifest)).catch((cause: unknown) => {
    throw deployedMissing('CHUNK_LOAD_FAILED', what, cause)
  })
  if (integrityOf(bytes) !== integrity) throw deployedChanged('CHUNK_INTEGRITY', what)
  return bytes.length
}

async function readFrom(url: URL): Promise<Buffer> {
  // A file has no query; `named` chunks are addressed with their hash as one.
  if (url.protocol === 'file:') return readFile(new URL(url.pathname, url))
  const response = await fetch(url)
  if (!response.ok) throw new Error(`HTTP status ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}
