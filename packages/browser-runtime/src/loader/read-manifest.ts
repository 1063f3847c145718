import type { BuildManifest, CatalogEntry } from '@mortise/shared'
import type { late } from '../errors.ts'
import { matches } from '../matches.ts'
import { probe, type Probe } from './probe.ts'
import { attemptsOf, backOff, isFinal } from './retry.ts'

/**
 * Fetches a build manifest with every check, and says what is wrong with it. The plugin's own retry
 * policy stands in it, so the contract's defaults hold.
 */
export async function readManifest(
  { id, version, integrity }: CatalogEntry,
  url: string,
  explain: typeof late,
  limit?: AbortSignal,
): Promise<BuildManifest> {
  const facts = { id, version, url }
  const { status, bytes, cause } = await fetchAgain(url, limit)
  if (!bytes) throw await explain('manifestUnreachable', { ...facts, status, cause })
  if (integrity && globalThis.crypto?.subtle && !(await matches(bytes, integrity))) {
    throw await explain('manifestIntegrity', facts)
  }
  const { parseBuildManifest, parseJson, parsePluginManifest } =
    await import('@mortise/shared/manifest')
  const where = `build manifest of "${id}" at ${url}`
  const manifest = parseBuildManifest(parseJson(new TextDecoder().decode(bytes), where), where)
  parsePluginManifest(manifest.manifest, `plugin manifest of "${id}" at ${url}`)
  if (manifest.id !== id) throw await explain('manifestOther', { ...facts, found: manifest.id })
  return manifest
}

async function fetchAgain(url: string, limit?: AbortSignal): Promise<Probe> {
  let found = await probe(url, limit)
  for (let attempt = 1; attempt < attemptsOf(); attempt++) {
    if (found.bytes || isFinal(found.status) || limit?.aborted) break
    await backOff(attempt)
    found = await probe(url, limit)
  }
  return found
}
