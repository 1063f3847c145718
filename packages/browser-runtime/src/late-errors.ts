import { nearest, type ErrorCode, type Refusal } from '@mortise/shared'
import type { Words } from './errors.ts'
import { missingHint } from './services/missing-hint.ts'

export * from './context/late-errors.ts'
export * from './extensions/late-errors.ts'
export * from './services/late-errors.ts'
export { configNotHonoured, configUnsupported } from '@mortise/shared/not-honoured'

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

export const lifecycleNotAPlugin = (facts: PluginFacts & { found: unknown }) =>
  words('LIFECYCLE_NOT_A_PLUGIN', {
    why: `The entry of ${named(facts)} exports ${kind(facts.found)} by default, and no plugin.`,
    fix: 'Write `export default definePlugin({ init() {} })`.',
  })

export const lifecycleModuleThrew = (facts: PluginFacts & { part: string }) =>
  isUnending(facts.cause)
    ? words('LIFECYCLE_MODULE_TIMEOUT', {
        why: `The top-level await of the ${facts.part} of ${named(facts)} did not end: ${text(facts.cause)}.`,
        fix: 'Wait for it in start() instead, or raise "loading.dynamicImport.timeout".',
      })
    : words('LIFECYCLE_MODULE_THREW', {
        why: `The ${facts.part} of ${named(facts)} threw while it was evaluated: ${text(facts.cause)}.`,
        fix: 'Correct the module; the cause says where.',
      })

export const lifecycleThrew = (facts: PluginFacts & { phase: string }) =>
  words('LIFECYCLE_THREW', {
    why: `${facts.phase}() of ${named(facts)} threw: ${text(facts.cause)}.`,
    fix: 'Correct the hook; the cause says where.',
  })

export const lifecycleTimeout = (facts: PluginFacts & { phase: string; timeout: number }) =>
  words('LIFECYCLE_TIMEOUT', {
    why: `${facts.phase}() of ${named(facts)} ran into its timeout of ${facts.timeout} ms.`,
    fix: 'Settle the promise that the hook returns, or raise "loading.initialization.timeout".',
  })

export const lifecycleNotSync = (facts: PluginFacts) =>
  words('LIFECYCLE_NOT_SYNC', {
    why: `init() of ${named(facts)} returned a promise, and its "initialization.mode" is "sync".`,
    fix: 'Do the work in start(), or set the mode to "async".',
  })

export const lifecycleUnhealthy = (facts: PluginFacts & { message: string }) =>
  words('LIFECYCLE_UNHEALTHY', {
    why: `healthCheck() of ${named(facts)} says that it is not well: ${facts.message || 'no reason given'}.`,
    fix: 'See to what the message names; the plugin goes on, and is checked again.',
  })

export const lifecycleRecovered = (facts: PluginFacts) =>
  words('LIFECYCLE_RECOVERED', {
    why: `healthCheck() of ${named(facts)} says that it is well again.`,
    fix: 'Nothing is to be done.',
  })

export const lifecycleDependencyFailed = (facts: PluginFacts) =>
  words('LIFECYCLE_DEPENDENCY_FAILED', {
    why: `${named(facts)} cannot run, because a plugin that it needs failed: ${text(facts.cause)}`,
    fix: 'Correct the plugin that the cause names.',
  })

export const lifecycleNotRunning = (facts: {
  pluginId: string
  state: string
  feature?: string
  reason?: string | undefined
}) =>
  words('LIFECYCLE_NOT_RUNNING', {
    why: `Plugin "${facts.pluginId}" is "${facts.state}"${facts.feature ? `, so its feature "${facts.feature}" cannot be had` : ''}${facts.reason ? ` (${facts.reason})` : ''}.`,
    fix: 'Call loadPlugin() first.',
  })

export const lifecycleFeatureMissing = (
  facts: PluginFacts & { name: string; known: readonly string[] },
) =>
  words('LIFECYCLE_FEATURE_MISSING', {
    why: `${named(facts)} has no feature "${facts.name}".${didYouMean(facts.name, facts.known)}`,
    fix: facts.known.length
      ? `Ask for one of ${facts.known.join(', ')}.`
      : 'Declare it under "features" in plugin.json.',
  })

export const lifecycleFeatureInvalid = (facts: PluginFacts & { name: string }) =>
  words('LIFECYCLE_FEATURE_INVALID', {
    why: `Feature "${facts.name}" of ${named(facts)} exports neither a component by default nor mount().`,
    fix: "Export one of the two from the feature's module.",
  })

export const hostState = (facts: { action: string; state: string }) =>
  words('HOST_STATE', {
    why: `${facts.action}() in state "${facts.state}": the host is ${facts.state === 'idle' ? 'not running' : 'already bootstrapped'}.`,
    fix: 'Call bootstrap() once, then shutdown(); a new life needs a new host.',
  })

export const hostMissing = (_facts: object) =>
  words('HOST_MISSING', {
    why: 'loadPlugin() needs a host, and the page has none.',
    fix: 'Call createHost() first.',
  })

export const hostIncomplete = (_facts: { cause?: unknown }) =>
  words('HOST_INCOMPLETE', {
    why: 'A part of Mortise itself, which is fetched when it is needed, could not be fetched.',
    fix: 'Deploy all files of the host, and try again.',
  })

export const hostNotRunning = (facts: { id: string; state: string }) =>
  words('HOST_NOT_RUNNING', {
    why: `Plugin "${facts.id}" cannot be loaded: the host is "${facts.state}".`,
    fix: 'Call bootstrap() first; it need not have finished.',
  })

export const hostPluginUnknown = (facts: { id: string; known: readonly string[] }) =>
  words('HOST_PLUGIN_UNKNOWN', {
    why: `No catalog lists a plugin "${facts.id}".${didYouMean(facts.id, facts.known)}`,
    fix: 'Correct the id, or add the plugin to a catalog.',
  })

export const hostStartLevel = (facts: PluginFacts & { level: number }) =>
  words('HOST_START_LEVEL', {
    why: `${named(facts)} stands above the start level, which is ${facts.level}; it starts when its level is reached.`,
    fix: 'Call host.setStartLevel(), or give the plugin a lower level under "startLevels" of createHost().',
  })

export const hostLevelInvalid = (facts: { level: unknown }) =>
  words('HOST_LEVEL_INVALID', {
    why: `${String(facts.level)} is no start level.`,
    fix: 'Take a whole number; 0 stops all plugins.',
  })

export const catalogPluginGone = (facts: PluginFacts) =>
  words('CATALOG_PLUGIN_GONE', {
    why: `No catalog lists ${named(facts)} any more; it runs on until it is unloaded.`,
    fix: 'Unload it, or list it again.',
  })

export const releasePending = (facts: PluginFacts & { needs: string; runs: string }) =>
  words('RELEASE_PENDING', {
    why: `${named(facts)} needs another release of "${facts.needs}" than ${facts.runs}, which is running.`,
    fix: `Call host.upgrade("${facts.needs}") first.`,
  })

export const releaseRefused = (facts: PluginFacts & { refused: string }) =>
  words('RELEASE_REFUSED', {
    why: `${named(facts)} was not taken, because plugin "${facts.refused}" could then not run: ${text(facts.cause)}`,
    fix: `Deploy a release of "${facts.refused}" that fits, or unload it first.`,
  })

export const releaseRolledBack = (facts: PluginFacts & { from: string }) =>
  words('RELEASE_ROLLED_BACK', {
    why: `${named(facts)} failed, so ${facts.from} runs again: ${text(facts.cause)}`,
    fix: 'Correct the new release; the cause says where.',
  })

export const releaseLost = (facts: PluginFacts & { from: string }) =>
  words('RELEASE_LOST', {
    why: `${named(facts)} failed, and ${facts.from} could not be started again: ${text(facts.cause)}`,
    fix: 'Correct the new release, and load the plugin again.',
  })

export const reloadSerializeFailed = (facts: PluginFacts) =>
  words('RELOAD_SERIALIZE_FAILED', {
    why: `serialize() of ${named(facts)} failed, so its next generation starts without its state: ${text(facts.cause)}`,
    fix: 'Correct the hook; the cause says where.',
  })

export const reloadRestoreFailed = (facts: PluginFacts) =>
  words('RELOAD_RESTORE_FAILED', {
    why: `restore() of ${named(facts)} did not take the state of the generation before: ${text(facts.cause)}`,
    fix: 'Let restore() take, or pass over, what serialize() of the older releases gave.',
  })

/** A plugin that the plan refused: the resolver found code and wording. */
export const planRefused = ({ code, why, fix }: Omit<Refusal, 'fix'> & { fix?: string }) =>
  words(code, { why, fix: fix ?? 'Run the build: it says what would fix it.' })

/** Not an error of the module: the linker gave it up. */
function isUnending(cause: unknown) {
  return (cause as { code?: string } | undefined)?.code === 'LIFECYCLE_MODULE_TIMEOUT'
}

function words(code: ErrorCode, { why, fix }: Omit<Words, 'code'>): Words {
  return { code, why, fix }
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
  const { details } = cause as { details?: { name: string; known?: readonly string[] } }
  const hint = details?.known ? missingHint(details) || didYouMean(details.name, details.known) : ''
  return (cause instanceof Error ? cause.message : String(cause)) + hint
}
