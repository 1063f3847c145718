/**
 * What becomes of every key below `loading`. docs/configuration.md is generated from this and from the
 * schemas, so add a row here when a key gets a reader, then run `node scripts/docs/write-configuration.mjs`.
 *
 * - `reader`: the folder whose sources read the key.
 * - `test`: `<file> › <title>`, in which changing this key alone changes something observable.
 * - `refused`: why a value is refused. It needs a test too.
 * - `notYet`: what is missing until the key is honoured. Setting it gives one diagnostic, which
 *   the test of `notYetTest` proves for each of these keys.
 * - `unit` and `note`: what a reader must know besides the schema's own text.
 *
 * @typedef {{ reader?: string, test?: string, refused?: string, notYet?: string, unit?: string, note?: string }} Row
 */

export const notYetTest =
  'packages/browser-runtime/src/not-honoured.test.ts › %s gives one diagnostic, and the plugin runs'

const build = 'packages/bundler-plugin/test/build.test.ts'
const codeSplitting = 'packages/bundler-plugin/test/code-splitting.test.ts'
const dynamicImport = 'e2e/dynamic-import.spec.ts'
const preloading = 'e2e/preloading.spec.ts'
const strategies = 'e2e/strategies.spec.ts'
const chooseShared = 'packages/shared/src/resolve/choose-shared.test.ts'
const createPlan = 'packages/shared/src/resolve/create-plan.test.ts'
const host = 'packages/browser-runtime/src/host.test.ts'
const initialization = 'packages/browser-runtime/src/initialization-keys.test.ts'
const retry = 'packages/browser-runtime/src/kernel/retry.test.ts'
const caching = 'packages/browser-runtime/src/cache/cache.browser.test.ts'
const health = 'packages/browser-runtime/src/kernel/health.test.ts'

const liveReleases = 'packages/browser-runtime/src/hmr/live-releases.browser.test.ts'
const hotSwap = 'e2e/hot-swap.spec.ts'
const hotViews = 'e2e/hot-views.spec.ts'
const sandboxing = 'an enabled sandbox refuses its plugin, so there is nothing to configure'
const monitoring = 'nothing is measured'

/** @type {Record<string, Row>} */
export const ledger = {
  strategy: {
    reader: 'packages/browser-runtime/src/kernel',
    test: `${strategies} › deferred: after kernel:ready, the first contentful paint and an idle moment`,
    note: 'A plugin object that is given to `use` and has no `loading` starts with the host.',
  },

  'preload.enabled': {
    reader: 'packages/bundler-plugin/src/describe',
    test: `${preloading} › preload.enabled: false preloads nothing`,
    note: 'The page fetches ahead, bytes alone; for routes the build writes links into `index.html` too. A plugin that is loaded on demand is never preloaded. See [Preloading](preloading.md).',
  },
  'preload.priority': {
    reader: 'packages/browser-runtime/src/preload',
    test: `${preloading} › preload.priority: a lower number is asked for first`,
  },
  'preload.resources': {
    reader: 'packages/browser-runtime/src/preload',
    test: `${preloading} › preload.resources`,
    note: 'Without it, all but `services`. The build manifest is read for each of them: it says where the files lie.',
  },
  'preload.conditions.routes': {
    reader: 'packages/shared/src/conditions',
    test: `${preloading} › preload.conditions.routes: a route that is entered`,
    note: 'Patterns mean what `URLPattern` means by them; `routeOf` of `createHost()` says which route an address means.',
  },
  'preload.conditions.roles': {
    reader: 'packages/shared/src/conditions',
    test: `${preloading} › preload.conditions.roles: a role that is taken, one of several`,
  },
  'preload.conditions.deviceType': {
    reader: 'packages/shared/src/conditions',
    test: `${preloading} › preload.conditions.deviceType: a window that becomes a tablet’s`,
  },
  'preload.conditions.minNetworkSpeed': {
    reader: 'packages/shared/src/conditions',
    test: `${preloading} › preload.conditions.minNetworkSpeed: a network that gets fast enough`,
    note: 'Where the browser does not tell, the page’s own requests do, and before there are enough of them `assumedNetwork` of `createHost()`. Who saves data gets no preloading at all.',
  },

  'codeSplitting.enabled': {
    reader: 'packages/bundler-plugin/src/plan',
    test: `${build} › codeSplitting.enabled: false is one chunk, whatever other plugins share with it`,
  },
  'codeSplitting.strategy': {
    reader: 'packages/bundler-plugin/src/plan',
    test: `${codeSplitting} › route: the features of one route are one chunk`,
    note: '`custom` asks the option `chunkName` of `mortise()`.',
  },
  'codeSplitting.chunkNaming': {
    reader: 'packages/bundler-plugin/src/vite',
    test: `${build} › chunkNaming %s`,
    note: 'Names that stay the same from build to build are addressed with the hash as a query.',
  },
  'codeSplitting.maxChunkSize': {
    reader: 'packages/bundler-plugin/src/plan',
    test: `${build} › maxChunkSize cuts a large feature, and names a module that nobody can cut`,
    unit: 'KB',
    note: 'A chunk that stays larger is reported with its largest module.',
  },
  'codeSplitting.sharedDependencies.enabled': {
    reader: 'packages/bundler-plugin/src/plan',
    test: `${codeSplitting} › %s decides what is extracted; the rest stays in the entry`,
  },
  'codeSplitting.sharedDependencies.minChunks': {
    reader: 'packages/bundler-plugin/src/plan',
    test: `${codeSplitting} › %s decides what is extracted; the rest stays in the entry`,
  },

  'dynamicImport.enabled': {
    reader: 'packages/bundler-plugin/src/plan',
    test: `${dynamicImport} › enabled: false: opening a feature needs no request`,
    note: 'Has the last word over `mode`, `preload` and `prefetch`; `codeSplitting.enabled: false` has it over this block.',
  },
  'dynamicImport.mode': {
    reader: 'packages/bundler-plugin/src/plan',
    test: `${dynamicImport} › mode eager: features come with the entry, and run when they are opened`,
    note: 'A mode other than `async` has the last word over `preload` and `prefetch`. `lazy` keeps features out of the links that the build writes for routes. In development `sync` and `eager` do for modules what they do for chunks. Features of `sync` and `eager` bring their styles with the entry.',
  },
  'dynamicImport.prefetch': {
    reader: 'packages/browser-runtime/src',
    test: `${dynamicImport} › prefetch: bytes are fetched when the page is idle, at low priority, and not run`,
    note: 'Skipped for whoever saves data. `preload` has the last word over it.',
  },
  'dynamicImport.preload': {
    reader: 'packages/browser-runtime/src',
    test: `${dynamicImport} › preload: bytes are asked for while the entry is still on its way, and not run`,
    note: 'For plugins that start with the page the build writes links into `index.html`.',
  },
  'dynamicImport.webpackChunkName': {
    reader: 'packages/bundler-plugin/src/vite',
    test: `${dynamicImport} › webpackChunkName names the file`,
    note: 'In every bundler, whatever its name says.',
  },
  'dynamicImport.timeout': {
    reader: 'packages/browser-runtime/src/loader',
    test: `${dynamicImport} › timeout: a feature that hangs is given up`,
    unit: 'ms',
    note: 'All attempts together. After it the attempts end, late bytes are not run, and the next load asks anew.',
  },
  'dynamicImport.retry.enabled': {
    reader: 'packages/browser-runtime/src/loader',
    test: `${dynamicImport} › retry.enabled: false is one attempt`,
  },
  'dynamicImport.retry.maxAttempts': {
    reader: 'packages/browser-runtime/src/loader',
    test: `${dynamicImport} › retry.maxAttempts is the number of attempts`,
  },
  'dynamicImport.retry.backoffMs': {
    reader: 'packages/browser-runtime/src/loader',
    test: `${dynamicImport} › retry.backoffMs is what it waits for`,
    unit: 'ms',
    note: 'Doubles with each attempt, with some chance in it. A client error and wrong bytes are final.',
  },

  'initialization.mode': {
    reader: 'packages/browser-runtime/src/kernel',
    test: `${initialization} › initialization.mode decides who waits for whom: %s`,
  },
  'initialization.timeout': {
    reader: 'packages/browser-runtime/src/kernel',
    test: `${initialization} › initialization.timeout: an init that takes longer fails`,
    unit: 'ms',
    note: 'A hook that loops without end blocks the page; no timer stops it.',
  },
  'initialization.priority': {
    reader: 'packages/shared/src/resolve',
    test: `${host} › initialization.priority: a lower number goes first: %s`,
  },
  'initialization.critical': {
    reader: 'packages/browser-runtime/src/kernel',
    test: `${initialization} › initialization.critical: the start fails with the plugin`,
  },
  'initialization.retry.enabled': {
    reader: 'packages/browser-runtime/src/kernel',
    test: `${retry} › runs init once where it is not enabled`,
    note: 'Each attempt is a new generation with a context of its own; it loads nothing again.',
  },
  'initialization.retry.maxAttempts': {
    reader: 'packages/browser-runtime/src/kernel',
    test: `${retry} › gives up after maxAttempts, and fails with what the last one threw`,
  },
  'initialization.retry.backoffMs': {
    reader: 'packages/browser-runtime/src/kernel',
    test: `${retry} › waits twice as long before each attempt`,
    unit: 'ms',
  },
  'initialization.healthCheckInterval': {
    reader: 'packages/browser-runtime/src/kernel',
    test: `${health} › checks a running plugin again and again, and none without it`,
    unit: 'ms',
    note: '0 or none: `healthCheck` runs only when `host.health(id)` asks. It rests while the page is hidden.',
  },

  'dependencyResolution.strategy': {
    reader: 'packages/shared/src/resolve',
    test: `${chooseShared} › pinned takes what pins or the lock say, and that alone`,
    note: '`strict` takes the very version that a range names, `pinned` what the pins or the lock of the host’s policy say. `latest` takes the newest that fits also where another is there already.',
  },
  'dependencyResolution.peerDependencies.resolve': {
    reader: 'packages/shared/src/resolve',
    test: `${chooseShared} › resolve: false is not checked, claims no instance and takes what there is`,
  },
  'dependencyResolution.peerDependencies.onMissing': {
    reader: 'packages/shared/src/resolve',
    test: `${chooseShared} › onMissing: warn and ignore run without an instance, error refuses`,
  },
  'dependencyResolution.peerDependencies.onMismatch': {
    reader: 'packages/shared/src/resolve',
    test: `${chooseShared} › onMismatch: warn runs with what is there and says so, ignore is silent, error refuses`,
  },
  'dependencyResolution.optionalDependencies.load': {
    reader: 'packages/shared/src/resolve',
    test: `${createPlan} › an optional dependency with load: false is not wired`,
    note: 'Optional are the plugins under `capabilities.requires` with `optional: true`.',
  },
  'dependencyResolution.optionalDependencies.onFailure': {
    reader: 'packages/shared/src/resolve',
    test: `${createPlan} › an optional dependency that is there and cannot be used is warned of, or not`,
  },
  'dependencyResolution.conflictResolution': {
    reader: 'packages/shared/src/resolve',
    test: `${chooseShared} › oldest goes before latest, whoever says it`,
    note: 'About packages of which the page has one instance. `manual` reads `conflicts` of the host’s policy.',
  },
  'dependencyResolution.circularDependencies': {
    reader: 'packages/shared/src/resolve',
    test: `${createPlan} › circularDependencies: warn is told, allow is not, and the stricter one counts`,
  },

  'hotReload.enabled': {
    reader: 'packages/bundler-plugin/src/vite',
    test: `${hotSwap} › without \`enabled\`, and with another \`environment\`, the page reloads`,
  },
  'hotReload.environment': {
    reader: 'packages/browser-runtime/src',
    test: `${liveReleases} › moves on a staging host when it is for staging`,
    note: 'Must equal the `environment` of `createHost()`, `production` by default; on the dev server it is `development`.',
  },
  'hotReload.strategy': {
    reader: 'packages/browser-runtime/src/hmr',
    test: `${hotViews} › with \`strategy: full\` the views start afresh; with \`partial\` what only a feature reaches leaves the life of the plugin alone`,
    note: '`state-preserve` keeps state whatever `preserveState` says.',
  },
  'hotReload.watchPatterns': {
    reader: 'packages/bundler-plugin/src/vite',
    test: `${hotSwap} › an edit of what \`watchPatterns\` names reloads the plugin, no other does, nor one of what \`ignorePatterns\` names`,
    note: 'Relative to the plugin’s folder. Without it: what its modules reach.',
  },
  'hotReload.ignorePatterns': {
    reader: 'packages/bundler-plugin/src/vite',
    test: `${hotSwap} › an edit of what \`watchPatterns\` names reloads the plugin, no other does, nor one of what \`ignorePatterns\` names`,
    note: 'Goes before `watchPatterns`.',
  },
  'hotReload.debounceMs': {
    reader: 'packages/browser-runtime/src/hmr',
    test: `${hotSwap} › \`debounceMs\`: the first edit goes at once, the next ones wait`,
    unit: 'ms',
    note: 'Of reloads of the plugin; what a framework refreshes by itself does not wait.',
  },
  'hotReload.preserveState': {
    reader: 'packages/browser-runtime/src/hmr',
    test: `${hotSwap} › \`strategy: full\` starts afresh; \`preserveState\` or a serializer keeps state all the same`,
  },
  'hotReload.stateSerialization.enabled': {
    reader: 'packages/browser-runtime/src/loader',
    test: `${hotSwap} › \`strategy: full\` starts afresh; \`preserveState\` or a serializer keeps state all the same`,
    note: 'Keeps state, whatever the strategy.',
  },
  'hotReload.stateSerialization.handler': {
    reader: 'packages/bundler-plugin/src/vite',
    test: `${hotSwap} › \`strategy: full\` starts afresh; \`preserveState\` or a serializer keeps state all the same`,
    note: 'What does not begin with a dot is the name of an export of the entry.',
  },
  'hotReload.hooks.beforeReload': {
    reader: 'packages/browser-runtime/src/hmr',
    test: `${hotSwap} › the exports that \`hooks\` names are called around a reload, and when it fails`,
  },
  'hotReload.hooks.afterReload': {
    reader: 'packages/browser-runtime/src/hmr',
    test: `${hotSwap} › the exports that \`hooks\` names are called around a reload, and when it fails`,
  },
  'hotReload.hooks.onError': {
    reader: 'packages/browser-runtime/src/hmr',
    test: `${hotSwap} › the exports that \`hooks\` names are called around a reload, and when it fails`,
  },
  'hotReload.productionSafety.healthValidation': {
    reader: 'packages/browser-runtime/src/hmr',
    test: `${liveReleases} › healthValidation: false takes a release whose health nobody asks for`,
    note: 'Of a plugin with a `healthCheck`.',
  },
  'hotReload.productionSafety.rollbackOnFailure': {
    reader: 'packages/browser-runtime/src/hmr',
    test: `${liveReleases} › rollbackOnFailure: a release %s gives way to the one before`,
    note: 'Where plugins that are wired to it restart with it, they all go back, whatever this says.',
  },
  'hotReload.productionSafety.healthTimeout': {
    reader: 'packages/browser-runtime/src/hmr',
    test: `${liveReleases} › healthTimeout: a check that does not end in time is a bad one`,
    unit: 'ms',
    note: '`initialization.timeout` holds too.',
  },
  'hotReload.productionSafety.drainConnections': {
    reader: 'packages/browser-runtime/src/hmr',
    test: `${liveReleases} › drainConnections: what context.fetch has under way comes in before anything stops`,
    note: 'Counts what the plugin asks for by `context.fetch`.',
  },
  'hotReload.productionSafety.drainTimeout': {
    reader: 'packages/browser-runtime/src/hmr',
    test: `${liveReleases} › drainTimeout: no longer than that`,
    unit: 'ms',
  },
  'hotReload.productionSafety.maxConcurrentReloads': {
    reader: 'packages/browser-runtime/src/hmr',
    test: `${liveReleases} › maxConcurrentReloads: %i, while another plugin still waits for its requests`,
    note: 'Of the page, when a reload of this plugin is about to begin.',
  },
  'hotReload.productionSafety.minReloadInterval': {
    reader: 'packages/browser-runtime/src/hmr',
    test: `${liveReleases} › minReloadInterval: the next release waits, and the newest of those that wait is taken`,
    unit: 'ms',
    note: 'From the end of a reload of the plugin to the beginning of its next.',
  },

  'caching.enabled': {
    reader: 'packages/browser-runtime/src/cache',
    test: `${caching} › caching.enabled: false keeps nothing, and drops what was kept`,
    note: 'The browser’s own HTTP cache stays: a page has no say in that.',
  },
  'caching.storage': {
    reader: 'packages/browser-runtime/src/cache',
    test: `${caching} › storage %s: without the network there is: %s`,
    note: 'What a plugin does not say, the host may, under `cache.storage`. See [Caching](caching.md).',
  },
  'caching.keyStrategy': {
    reader: 'packages/browser-runtime/src/cache',
    test: `${caching} › keyStrategy %s: the same bytes in a new version: %s`,
    note: '`hash` is the set of chunks, so a new version with the same chunks finds them. `timestamp` is the `Last-Modified` of the build manifest.',
  },
  'caching.ttl': {
    reader: 'packages/browser-runtime/src/cache',
    test: `${caching} › caching.ttl of %i s: after %i s there is: %s`,
    unit: 's',
  },
  'caching.maxSize': {
    reader: 'packages/browser-runtime/src/cache',
    test: `${caching} › a plugin that is larger than it says is not kept, which is told`,
    unit: 'MB',
    note: 'Of this plugin, as it lies on disk. All plugins together have `cache.maxSize` of the host, 50 MB by default; what was used least recently goes first.',
  },
  'caching.invalidateOn': {
    reader: 'packages/browser-runtime/src/cache',
    test: `${caching} › invalidateOn %j: after another version there is %j`,
    note: 'Where nothing is said: `version-change`, `manual` and `error`. `manual` is `clear()` of `host.cache()`.',
  },
  'caching.compression.enabled': {
    reader: 'packages/browser-runtime/src/cache',
    test: `${caching} › enabled: makes it smaller, and it starts all the same`,
  },
  'caching.compression.algorithm': {
    reader: 'packages/browser-runtime/src/cache',
    test: `${caching} › algorithm %s, or gzip`,
    note: 'A browser without brotli keeps gzip and says so with `CACHE_COMPRESSION`.',
  },

  'sandboxing.enabled': {
    refused:
      'a plugin that asks for a sandbox is not run without one: `CONFIG_UNSUPPORTED` names the plugin',
    reader: 'packages/browser-runtime/src/loader',
    test: 'packages/browser-runtime/src/loader/loading.browser.test.ts › is never run unsandboxed when it asks for a sandbox',
  },
  'sandboxing.scope': { notYet: sandboxing },
  'sandboxing.isolationLevel': { notYet: sandboxing },
  'sandboxing.allowedCapabilities': { notYet: sandboxing },
  'sandboxing.resourceQuotas.maxMemoryMB': { notYet: sandboxing, unit: 'MB' },
  'sandboxing.resourceQuotas.maxCpuTimeMs': { notYet: sandboxing, unit: 'ms' },
  'sandboxing.resourceQuotas.maxFileDescriptors': { notYet: sandboxing },
  'sandboxing.resourceQuotas.maxNetworkKBps': { notYet: sandboxing, unit: 'KB/s' },
  'sandboxing.permissions.allowedAPIs': { notYet: sandboxing },
  'sandboxing.permissions.allowedPaths': { notYet: sandboxing },
  'sandboxing.permissions.allowedEndpoints': { notYet: sandboxing },
  'sandboxing.permissions.allowedEnvVars': { notYet: sandboxing },
  'sandboxing.ipc.enabled': { notYet: sandboxing },
  'sandboxing.ipc.transport': { notYet: sandboxing },
  'sandboxing.ipc.maxMessageSize': { notYet: sandboxing, unit: 'bytes' },
  'sandboxing.ipc.timeout': { notYet: sandboxing, unit: 'ms' },
  'sandboxing.ipc.allowedServices': { notYet: sandboxing },

  'monitoring.enabled': { notYet: monitoring },
  'monitoring.metrics': { notYet: monitoring },
  'monitoring.samplingRate': { notYet: monitoring },
  'monitoring.reportingInterval': { notYet: monitoring, unit: 's' },
  'monitoring.budgets.maxLoadTimeMs': { notYet: monitoring, unit: 'ms' },
  'monitoring.budgets.maxInitTimeMs': { notYet: monitoring, unit: 'ms' },
  'monitoring.budgets.maxMemoryMB': { notYet: monitoring, unit: 'MB' },
  'monitoring.onBudgetViolation': { notYet: monitoring },
}

/**
 * The fields beside `loading`: who reads them. Where there is no `form`, the schema's text is used.
 *
 * @type {Record<string, { form?: string, reader: string[], test?: string }>}
 */
export const fields = {
  $schema: { reader: [], form: 'Address of the JSON Schema, for editors.' },
  id: {
    reader: ['packages/shared/src/resolve', 'packages/bundler-plugin/src/describe'],
    test: 'packages/bundler-plugin/test/bad-input.test.ts › two plugins with one id',
  },
  version: {
    reader: ['packages/shared/src/resolve', 'packages/bundler-plugin/src/describe'],
    test: 'packages/shared/src/resolve/create-plan.test.ts › needs another version than the one found',
  },
  type: {
    reader: [],
    form: 'Kind of plugin: `app`, `plugin`, `driver`, `module`, `ui`, `theme` …',
  },
  name: { reader: [] },
  description: { reader: [] },
  author: { reader: [] },
  license: { reader: [] },
  homepage: { reader: [] },
  repository: { reader: [] },
  entry: {
    reader: ['packages/bundler-plugin/src/discover'],
    test: 'packages/bundler-plugin/test/bad-input.test.ts › an entry that is missing',
  },
  features: {
    reader: ['packages/bundler-plugin/src/discover', 'packages/bundler-plugin/src/plan'],
    test: `${build} › emits a chunk per feature and import(), a build manifest and a catalog`,
  },
  dependencies: {
    reader: ['packages/shared/src/manifest', 'packages/shared/src/resolve'],
    test: 'packages/shared/src/resolve/create-plan.test.ts › puts dependencies first and moves nothing else',
  },
  extensions: {
    form: 'Contributions to extension points: point to list. A contribution may have `when`, `priority` and `feature` beside what the schema of its point asks for.',
    reader: ['packages/shared/src/contributions', 'packages/bundler-plugin/src/describe'],
    test: `${host} › shows what the manifest contributes`,
  },
  contributes: {
    form: 'Contributions in the forms of the contract: menus, commands, routes, themes, translations, actions, events, kinds, drivers, fieldTypes, functions. They stand at the extension points `contributes.<kind>`.',
    reader: ['packages/shared/src/contributions'],
    test: `${host} › shows what the manifest contributes`,
  },
  capabilities: {
    form: 'What the plugin implements, provides and requires, and the extension points that it declares. `requires` is read like `dependencies`, and may be optional.',
    reader: ['packages/shared/src/resolve', 'packages/shared/src/contributions'],
    test: `${createPlan} › a capability is there by its exact id, never by a part of it`,
  },
  configuration: {
    form: 'Values that the host may set under `config`: type, default, whether it is required, values it may have. The plugin gets them as `ctx.config`.',
    reader: ['packages/browser-runtime/src'],
    test: `${host} › gives the plugin its configuration: the host’s values over the defaults`,
  },
  namespace: { reader: [] },
  scope: { reader: [] },
  permissions: { reader: [] },
  objects: { reader: [] },
  datasources: { reader: [] },
  data: { reader: [] },
  engine: {
    form: 'Versions of the engine that the plugin runs on. They are checked where the host says which it has.',
    reader: ['packages/shared/src/resolve'],
    test: `${createPlan} › an engine of another version refuses; one that the host does not state is not checked`,
  },
}
