import { didYouMean, named, textOf, words, type PluginFacts } from '../late-words.ts'

export const lifecyclePluginInvalid = (facts: PluginFacts & { wrong: readonly string[] }) =>
  words('LIFECYCLE_PLUGIN_INVALID', {
    why: `What was given to use() as ${named(facts)} has no valid ${facts.wrong.join(', ')}.`,
    fix: 'Pass definePlugin({ id, version: "1.0.0", init() {} }).',
  })

export const lifecycleNotAPlugin = (facts: PluginFacts & { found: unknown }) =>
  words('LIFECYCLE_NOT_A_PLUGIN', {
    why: `The entry of ${named(facts)} exports ${kind(facts.found)} by default, and no plugin.`,
    fix: 'Write `export default definePlugin({ init() {} })`.',
  })

export const lifecycleModuleThrew = (facts: PluginFacts & { part: string }) =>
  isUnending(facts.cause)
    ? words('LIFECYCLE_MODULE_TIMEOUT', {
        why: `The top-level await of the ${facts.part} of ${named(facts)} did not end: ${textOf(facts.cause)}.`,
        fix: 'Wait for it in start() instead, or raise "loading.dynamicImport.timeout".',
      })
    : words('LIFECYCLE_MODULE_THREW', {
        why: `The ${facts.part} of ${named(facts)} threw while it was evaluated: ${textOf(facts.cause)}.`,
        fix: 'Correct the module; the cause says where.',
      })

export const lifecycleThrew = (facts: PluginFacts & { phase: string }) =>
  words('LIFECYCLE_THREW', {
    why: `${facts.phase}() of ${named(facts)} threw: ${textOf(facts.cause)}.`,
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
    why: `${named(facts)} cannot run, because a plugin that it needs failed: ${textOf(facts.cause)}`,
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

export const hostPreloadInvalid = (facts: { problems: readonly string[] }) =>
  words('HOST_PRELOAD_INVALID', {
    why: `The option "preload" of createHost() has wrong values, so the defaults hold: ${facts.problems.join('; ')}.`,
    fix: 'Correct the values.',
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

export const releaseReady = (facts: PluginFacts & { from: string }) =>
  words('RELEASE_READY', {
    why: `${named(facts)} can take the place of ${facts.from}, which is running.`,
    fix: `Call host.upgrade("${facts.id}") when it suits the user; else it is taken when the page is opened next.`,
  })

export const releaseSkipped = (facts: PluginFacts & { from: string }) =>
  words('RELEASE_SKIPPED', {
    why: `${named(facts)} failed on this device before, so ${facts.from} is used in its place.`,
    fix: 'Deploy a release that is corrected, or let it be tried again: forget() of host.releases().',
  })

export const releaseRefused = (facts: PluginFacts & { refused: string }) =>
  words('RELEASE_REFUSED', {
    why: `${named(facts)} was not taken, because plugin "${facts.refused}" could then not run: ${textOf(facts.cause)}`,
    fix: `Deploy a release of "${facts.refused}" that fits, or unload it first.`,
  })

export const releaseRolledBack = (facts: PluginFacts & { from: string }) =>
  words('RELEASE_ROLLED_BACK', {
    why: `${named(facts)} failed, so ${facts.from} runs again: ${textOf(facts.cause)}`,
    fix: 'Correct the new release; the cause says where.',
  })

export const releaseLost = (facts: PluginFacts & { from: string }) =>
  words('RELEASE_LOST', {
    why: `${named(facts)} failed, and ${facts.from} could not be started again: ${textOf(facts.cause)}`,
    fix: 'Correct the new release, and load the plugin again.',
  })

export const reloadSerializeFailed = (facts: PluginFacts) =>
  words('RELOAD_SERIALIZE_FAILED', {
    why: `serialize() of ${named(facts)} failed, so its next generation starts without its state: ${textOf(facts.cause)}`,
    fix: 'Correct the hook; the cause says where.',
  })

export const reloadRestoreFailed = (facts: PluginFacts) =>
  words('RELOAD_RESTORE_FAILED', {
    why: `restore() of ${named(facts)} did not take the state of the generation before: ${textOf(facts.cause)}`,
    fix: 'Let restore() take, or pass over, what serialize() of the older releases gave.',
  })

export const reloadStateLeftOut = (facts: PluginFacts & { leftOut: readonly string[] }) =>
  words('RELOAD_STATE_LEFT_OUT', {
    why: `serialize() of ${named(facts)} gave what cannot be copied, so its next generation goes without ${facts.leftOut.join(', ')}.`,
    fix: 'Return plain data: what structuredClone() takes.',
  })

export const reloadStateVersion = (facts: PluginFacts & { from: number; to: number }) =>
  words('RELOAD_STATE_VERSION', {
    why: `${named(facts)} starts without the state of the generation before, which has "stateVersion" ${facts.from} and not ${facts.to}.`,
    fix: 'Give the plugin migrate(state, version).',
  })

export const reloadRolledBack = (facts: PluginFacts) =>
  words('RELOAD_ROLLED_BACK', {
    why: `The edit of ${named(facts)} failed, so the generation before runs again: ${textOf(facts.cause)}`,
    fix: 'Correct the file and save it again; the cause says where.',
  })

export const reloadLost = (facts: PluginFacts) =>
  words('RELOAD_LOST', {
    why: `The edit of ${named(facts)} failed, and the generation before could not be started again: ${textOf(facts.cause)}`,
    fix: 'Correct the file and save it again: the plugin is then loaded anew.',
  })

export const reloadExportMissing = (facts: PluginFacts & { key: string; name: string }) =>
  words('RELOAD_EXPORT_MISSING', {
    why: `The entry of ${named(facts)} exports no "${facts.name}", which its "loading.hotReload.${facts.key}" names.`,
    fix: 'Export it, or correct the name.',
  })

/** Not an error of the module: the linker gave it up. */
function isUnending(cause: unknown) {
  return (cause as { code?: string } | undefined)?.code === 'LIFECYCLE_MODULE_TIMEOUT'
}

function kind(value: unknown) {
  if (value === undefined) return 'nothing'
  return typeof value === 'object' ? 'an object without init()' : `a ${typeof value}`
}
