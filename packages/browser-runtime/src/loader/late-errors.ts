import { named, words, type PluginFacts } from '../late-words.ts'

interface ChunkFacts extends PluginFacts {
  readonly chunk: string
  readonly url: string
}

export const catalogUnreachable = (facts: {
  url: string
  status?: number | undefined
  cause?: unknown
}) =>
  words('CATALOG_UNREACHABLE', {
    why: `The catalog ${facts.url} ${answer(facts.status)}.`,
    fix: 'Serve the file that the build wrote at this address, and let the page fetch it (CORS).',
  })

export const catalogDuplicate = (facts: { id: string; url: string }) =>
  words('CATALOG_DUPLICATE', {
    why: `Plugin "${facts.id}" of the catalog ${facts.url} is known already, so this one is left out.`,
    fix: 'List a plugin in one catalog only, or give one of the two another id.',
  })

export const manifestUnreachable = (
  facts: PluginFacts & { url: string; status?: number | undefined },
) =>
  words('MANIFEST_UNREACHABLE', {
    why: `The build manifest of ${named(facts)}, ${facts.url}, ${answer(facts.status)}.`,
    fix: 'Deploy the catalog and the files that it names together.',
  })

export const manifestIntegrity = (facts: PluginFacts & { url: string }) =>
  words('MANIFEST_INTEGRITY', {
    why: `The build manifest of ${named(facts)}, ${facts.url}, is not the one that the catalog vouches for.`,
    fix: 'Deploy the catalog and the files that it names together, unchanged.',
  })

export const manifestOther = (facts: PluginFacts & { url: string; found: string }) =>
  words('MANIFEST_OTHER', {
    why: `${facts.url} is the build manifest of "${facts.found}", and the catalog names it for ${named(facts)}.`,
    fix: 'Build the catalog again.',
  })

export const manifestChunkMissing = (facts: ChunkFacts) =>
  words('MANIFEST_CHUNK_MISSING', {
    why: `The build manifest of ${named(facts)}, ${facts.url}, has no chunk "${facts.chunk}".`,
    fix: 'Build the plugin again.',
  })

export const chunkLoadFailed = (
  facts: ChunkFacts & { status?: number | undefined; attempts?: number },
) =>
  words('CHUNK_LOAD_FAILED', {
    why: `Chunk "${facts.chunk}" of ${named(facts)}, ${facts.url}, ${answer(facts.status)} after ${facts.attempts ?? 1} attempt(s).`,
    fix: 'Check that the file is deployed, that the page may fetch it (CORS, Content-Security-Policy), and load the plugin again.',
  })

export const chunkIntegrity = (facts: ChunkFacts) =>
  words('CHUNK_INTEGRITY', {
    why: `The bytes of chunk "${facts.chunk}" of ${named(facts)}, ${facts.url}, do not match the hash in its build manifest.`,
    fix: 'Deploy the files exactly as the build wrote them, and let no proxy change them.',
  })

export const chunkPackMissed = (facts: { url: string; chunks: number; cause?: unknown }) =>
  words('CHUNK_PACK_MISSED', {
    why: `The pack ${facts.url} did not come, so its ${facts.chunks} chunk(s) are fetched one by one.`,
    fix: 'Deploy the files of a build together; the cause says what became of this one.',
  })

export const chunkNotRegistered = (facts: ChunkFacts) =>
  words('CHUNK_NOT_REGISTERED', {
    why: `Chunk "${facts.chunk}" of ${named(facts)}, ${facts.url}, arrived and registered no factory.`,
    fix: 'Look for a syntax error in the console, and build with the version of Mortise that the host runs.',
  })

export const chunkTimeout = (facts: PluginFacts & { chunk: string; timeout: number }) =>
  words('CHUNK_TIMEOUT', {
    why: `Chunk "${facts.chunk}" of ${named(facts)} did not arrive within ${facts.timeout} ms.`,
    fix: 'Raise "loading.dynamicImport.timeout", or load the plugin again.',
  })

export const configInvalid = (facts: PluginFacts & { problems: readonly string[] }) =>
  words('CONFIG_INVALID', {
    why: `The configuration of ${named(facts)} is wrong: ${facts.problems.join('; ')}.`,
    fix: 'Correct the values under "config" of createHost().',
  })

export const sharedMissing = (facts: PluginFacts & { specifier: string; range: string }) =>
  words('SHARED_MISSING', {
    why: `${named(facts)} needs "${facts.specifier}" ${facts.range}, and neither the host nor a fallback provider has it.`,
    fix: `Add "${facts.specifier}" to the host's "shared" list.`,
  })

export const sharedExportMissing = (
  facts: PluginFacts & { specifier: string; names: readonly string[]; provided: string },
) =>
  words('SHARED_EXPORT_MISSING', {
    why: `${named(facts)} uses ${facts.names.join(', ') || 'all exports'} of "${facts.specifier}", which the host's copy ${facts.provided} was built without.`,
    fix: 'Build the host together with the plugin, or let it provide the whole package.',
  })

function answer(status: number | undefined) {
  return status ? `answered with HTTP status ${status}` : 'could not be fetched'
}
