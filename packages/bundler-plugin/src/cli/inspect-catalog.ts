import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MortiseError } from '@mortise/shared'
import type { BuildManifest, Catalog, CatalogEntry, PlanInput } from '@mortise/shared'
import {
  parseBuildManifest,
  parseCatalog,
  parseJson,
  parsePluginManifest,
} from '@mortise/shared/manifest'
import { explainPlan } from '@mortise/shared/explain'
import { createPlan } from '@mortise/shared/resolve'
import { integrityOf } from '../describe/content-hash.ts'
import { deployedChanged, deployedMissing, deployedOther } from './errors.ts'
import { foundInPlan } from './found-in-plan.ts'
import type { InspectedPlugin, Inspection } from './inspection.ts'

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
  const note = noteIn(problems)
  const inspected = await Promise.all(
    catalog.plugins.map((entry) => note(inspectEntry(entry, url, note))),
  )
  const input = inputOf(catalog)
  const plan = createPlan(input)
  const { refused, odd } = foundInPlan(plan, catalog)
  return {
    where: address,
    plugins: inspected.filter((plugin) => plugin !== undefined),
    problems: [...problems, ...refused, ...(catalog.plan?.contributions?.dropped ?? [])],
    warnings: odd,
    plan: explainPlan(plan, input),
    shared: undefined,
  }
}

/** What the build made its plan of, as far as the catalog tells: of pins and overrides it does not. */
function inputOf({ plugins, together, plan }: Catalog): PlanInput {
  const refused = Object.entries(plan?.refused ?? {})
  const disabled = refused.filter(([, { code }]) => code === 'RESOLVE_DISABLED').map(([id]) => id)
  return { plugins, together, provided: plan?.provided ?? {}, policy: { disabled } }
}

/** What the work gives; `undefined` when it found a problem, which is noted. */
type Note = <Result>(work: Promise<Result>) => Promise<Result | undefined>

function noteIn(problems: MortiseError[]): Note {
  return (work) =>
    work.catch((error: unknown) => {
      if (!(error instanceof MortiseError)) throw error
      problems.push(error)
      return undefined
    })
}

async function inspectEntry(
  entry: CatalogEntry,
  catalog: URL,
  note: Note,
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
  const chunks = Object.entries(built.chunks)
  await Promise.all(
    chunks.map(([name, chunk]) =>
      note(checkFile(`Chunk "${name}" of plugin "${id}" ${version}, "${chunk.file}",`, chunk, url)),
    ),
  )
  const own = chunks.filter(([name]) => name.startsWith(`${id}/`))
  return {
    id,
    version,
    manifest: parsePluginManifest(built.manifest, entry.manifest),
    isForeign: url.origin !== catalog.origin,
    size: own.reduce((total, [, { size }]) => total + size, 0),
    importsLazily: importsLazily(built),
    packages: [],
    peers: [],
    silentErrors: [],
  }
}

/** Whether there are own chunks beside those of the entry and of the features. */
function importsLazily({ id, entry, features, chunks }: BuildManifest) {
  const roots = [entry, ...Object.values(features).flatMap(({ chunk }) => chunk ?? [])]
  const known = new Set(roots.flatMap((name) => [name, ...(chunks[name]?.deps ?? [])]))
  return Object.keys(chunks).some((name) => name.startsWith(`${id}/`) && !known.has(name))
}

async function checkFile(
  what: string,
  { file, integrity }: BuildManifest['chunks'][string],
  manifest: URL,
): Promise<void> {
  const bytes = await readFrom(new URL(file, manifest)).catch((cause: unknown) => {
    throw deployedMissing('CHUNK_LOAD_FAILED', what, cause)
  })
  if (integrityOf(bytes) !== integrity) throw deployedChanged('CHUNK_INTEGRITY', what)
}

async function readFrom(url: URL): Promise<Buffer> {
  // A file has no query; `named` chunks are addressed with their hash as one.
  if (url.protocol === 'file:') return readFile(new URL(url.pathname, url))
  const response = await fetch(url)
  if (!response.ok) throw new Error(`HTTP status ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}
