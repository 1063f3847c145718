import { MortiseError, nearest, type ErrorCode, type Refusal } from '@mortise/shared'

interface PluginFacts {
  readonly id: string
  readonly version: string
  readonly cause?: unknown
}

interface ChunkFacts extends PluginFacts {
  readonly chunk: string
  readonly url: string
}

/** The function's name is the error's code in camel case: `late` relies on it. */
export const catalogUnreachable = (facts: {
  url: string
  status?: number | undefined
  cause?: unknown
}) =>
  error('CATALOG_UNREACHABLE', facts, {
    why: `The catalog ${facts.url} ${answer(facts.status)}.`,
    fix: 'Serve the file that the build wrote at this address, and let the page fetch it (CORS).',
  })

export const catalogDuplicate = (facts: { id: string; url: string }) =>
  error('CATALOG_DUPLICATE', facts, {
    why: `Plugin "${facts.id}" of the catalog ${facts.url} is known already, so this one is left out.`,
    fix: 'List a plugin in one catalog only, or give one of the two another id.',
  })

export const manifestUnreachable = (
  facts: PluginFacts & { url: string; status?: number | undefined },
) =>
  error('MANIFEST_UNREACHABLE', facts, {
    why: `The build manifest of ${named(facts)}, ${facts.url}, ${answer(facts.status)}.`,
    fix: 'Deploy the catalog and the files that it names together.',
  })

export const manifestIntegrity = (facts: PluginFacts & { url: string }) =>
  error('MANIFEST_INTEGRITY', facts, {
    why: `The build manifest of ${named(facts)}, ${facts.url}, is not the one that the catalog vouches for.`,
    fix: 'Deploy the catalog and the files that it names together, unchanged.',
  })

export const manifestOther = (facts: PluginFacts & { url: string; found: string }) =>
  error('MANIFEST_OTHER', facts, {
    why: `${facts.url} is the build manifest of "${facts.found}", and the catalog names it for ${named(facts)}.`,
    fix: 'Build the catalog again.',
  })

export const manifestChunkMissing = (facts: ChunkFacts) =>
  error('MANIFEST_CHUNK_MISSING', facts, {
    why: `The build manifest of ${named(facts)}, ${facts.url}, has no chunk "${facts.chunk}".`,
    fix: 'Build the plugin again.',
  })

export const chunkLoadFailed = (
  facts: ChunkFacts & { status?: number | undefined; attempts?: number },
) =>
  error('CHUNK_LOAD_FAILED', facts, {
    why: `Chunk "${facts.chunk}" of ${named(facts)}, ${facts.url}, ${answer(facts.status)} after ${facts.attempts ?? 1} attempt(s).`,
    fix: 'Check that the file is deployed, that the page may fetch it (CORS, Content-Security-Policy), and load the plugin again.',
  })

export const chunkIntegrity = (facts: ChunkFacts) =>
  error('CHUNK_INTEGRITY', facts, {
    why: `The bytes of chunk "${facts.chunk}" of ${named(facts)}, ${facts.url}, do not match the hash in its build manifest.`,
    fix: 'Deploy the files exactly as the build wrote them, and let no proxy change them.',
  })

export const chunkNotRegistered = (facts: ChunkFacts) =>
  error('CHUNK_NOT_REGISTERED', facts, {
    why: `Chunk "${facts.chunk}" of ${named(facts)}, ${facts.url}, arrived and registered no factory.`,
    fix: 'Look for a syntax error in the console, and build with the version of Mortise that the host runs.',
  })

export const chunkTimeout = (facts: PluginFacts & { chunk: string; timeout: number }) =>
  error('CHUNK_TIMEOUT', facts, {
    why: `Chunk "${facts.chunk}" of ${named(facts)} did not arrive within ${facts.timeout} ms.`,
    fix: 'Raise "loading.dynamicImport.timeout", or load the plugin again.',
  })

export const configUnsupported = (facts: PluginFacts) =>
  error('CONFIG_UNSUPPORTED', facts, {
    why: `${named(facts)} asks for "loading.sandboxing.enabled": true, which this version cannot honour, and an unsandboxed plugin would be less safe than it says.`,
    fix: 'Set it to false if the plugin is trusted, or leave the plugin out.',
  })

export const configNotHonoured = (facts: PluginFacts & { keys: readonly string[] }) =>
  error('CONFIG_NOT_HONOURED', facts, {
    why: `${named(facts)} sets ${facts.keys.map((key) => `"${key}"`).join(', ')}, which this version does not honour yet.`,
    fix: 'Remove the keys, or do without what they ask for.',
  })

export const sharedMissing = (facts: PluginFacts & { specifier: string; range: string }) =>
  error('SHARED_MISSING', facts, {
    why: `${named(facts)} needs "${facts.specifier}" ${facts.range}, and neither the host nor a fallback provider has it.`,
    fix: `Add "${facts.specifier}" to the host's "shared" list.`,
  })

export const sharedExportMissing = (
  facts: PluginFacts & { specifier: string; names: readonly string[]; provided: string },
) =>
  error('SHARED_EXPORT_MISSING', facts, {
    why: `${named(facts)} uses ${facts.names.join(', ') || 'all exports'} of "${facts.specifier}", which the host's copy ${facts.provided} was built without.`,
    fix: 'Build the host together with the plugin, or let it provide the whole package.',
  })

export const lifecycleNotAPlugin = (facts: PluginFacts & { found: unknown }) =>
  error('LIFECYCLE_NOT_A_PLUGIN', facts, {
    why: `The entry of ${named(facts)} exports ${kind(facts.found)} by default, and no plugin.`,
    fix: 'Write `export default definePlugin({ init() {} })`.',
  })

export const lifecycleModuleThrew = (facts: PluginFacts & { part: string }) =>
  error('LIFECYCLE_MODULE_THREW', facts, {
    why: `The ${facts.part} of ${named(facts)} threw while it was evaluated: ${text(facts.cause)}.`,
    fix: 'Correct the module; the cause says where.',
  })

export const lifecycleThrew = (facts: PluginFacts & { phase: string }) =>
  error('LIFECYCLE_THREW', facts, {
    why: `${facts.phase}() of ${named(facts)} threw: ${text(facts.cause)}.`,
    fix: 'Correct the hook; the cause says where.',
  })

export const lifecycleTimeout = (facts: PluginFacts & { phase: string; timeout: number }) =>
  error('LIFECYCLE_TIMEOUT', facts, {
    why: `${facts.phase}() of ${named(facts)} ran into its timeout of ${facts.timeout} ms.`,
    fix: 'Settle the promise that the hook returns, or raise "loading.initialization.timeout".',
  })

export const lifecycleNotSync = (facts: PluginFacts) =>
  error('LIFECYCLE_NOT_SYNC', facts, {
    why: `init() of ${named(facts)} returned a promise, and its "initialization.mode" is "sync".`,
    fix: 'Do the work in start(), or set the mode to "async".',
  })

export const lifecycleDependencyFailed = (facts: PluginFacts) =>
  error('LIFECYCLE_DEPENDENCY_FAILED', facts, {
    why: `${named(facts)} cannot run, because a plugin that it needs failed: ${text(facts.cause)}`,
    fix: 'Correct the plugin that the cause names.',
  })

export const lifecycleNotRunning = (facts: { pluginId: string; state: string; feature?: string }) =>
  error('LIFECYCLE_NOT_RUNNING', facts, {
    why: `Plugin "${facts.pluginId}" is "${facts.state}"${facts.feature ? `, so its feature "${facts.feature}" cannot be had` : ''}.`,
    fix: 'Call loadPlugin() first.',
  })

export const lifecycleFeatureMissing = (
  facts: PluginFacts & { name: string; known: readonly string[] },
) =>
  error('LIFECYCLE_FEATURE_MISSING', facts, {
    why: `${named(facts)} has no feature "${facts.name}".${didYouMean(facts.name, facts.known)}`,
    fix: facts.known.length
      ? `Ask for one of ${facts.known.join(', ')}.`
      : 'Declare it under "features" in plugin.json.',
  })

export const lifecycleFeatureInvalid = (facts: PluginFacts & { name: string }) =>
  error('LIFECYCLE_FEATURE_INVALID', facts, {
    why: `Feature "${facts.name}" of ${named(facts)} exports neither a component by default nor mount().`,
    fix: "Export one of the two from the feature's module.",
  })

export const hostNotRunning = (facts: { id: string; state: string }) =>
  error('HOST_NOT_RUNNING', facts, {
    why: `Plugin "${facts.id}" cannot be loaded: the host is "${facts.state}".`,
    fix: 'Call bootstrap() first; it need not have finished.',
  })

export const hostPluginUnknown = (facts: { id: string; known: readonly string[] }) =>
  error(
    'HOST_PLUGIN_UNKNOWN',
    { id: facts.id },
    {
      why: `No catalog lists a plugin "${facts.id}".${didYouMean(facts.id, facts.known)}`,
      fix: 'Correct the id, or add the plugin to a catalog.',
    },
  )

/** A plugin that the plan refused: the resolver found code and wording. */
export const planRefused = ({ code, why, fix }: Omit<Refusal, 'fix'> & { fix?: string }) =>
  error(code, {}, { why, fix: fix ?? 'Run the build: it says what would fix it.' })

function error(code: ErrorCode, facts: object, words: { why: string; fix: string }) {
  const { cause, ...details } = facts as { cause?: unknown }
  return new MortiseError({ code, ...words, cause, details })
}

function named({ id, version }: PluginFacts) {
  return `plugin "${id}" ${version}`
}

function answer(status: number | undefined) {
  return status ? `answered with HTTP status ${status}` : 'could not be fetched'
}

function didYouMean(name: string, known: readonly string[]) {
  const near = nearest(name, known)
  return near ? ` Did you mean "${near}"?` : ''
}

function kind(value: unknown) {
  if (value === undefined) return 'nothing'
  return typeof value === 'object' ? 'an object without init()' : `a ${typeof value}`
}

function text(cause: unknown) {
  return cause instanceof Error ? cause.message : String(cause)
}
