/** Ids of the plugins, by number. */
export const pluginId = (number) => `com.example.plugin${number}`

/**
 * Ten ways to fail, two plugins each, and the code that the host has to report. `server`: what the
 * server does with one of the plugin's files. `init`, `start`, `healthCheck`: what the plugin's own code
 * does when the page asks for faults.
 */
export const faults = [
  { name: 'chunk 404', code: 'CHUNK_LOAD_FAILED', server: ['chunk', 'missing'] },
  { name: 'manifest 404', code: 'MANIFEST_UNREACHABLE', server: ['manifest', 'missing'] },
  { name: 'chunk 503', code: 'CHUNK_LOAD_FAILED', server: ['chunk', 'outage'] },
  { name: 'manifest 503', code: 'MANIFEST_UNREACHABLE', server: ['manifest', 'outage'] },
  { name: 'chunk hangs', code: 'CHUNK_TIMEOUT', server: ['chunk', 'hang'] },
  { name: 'style sheet hangs', code: 'CHUNK_TIMEOUT', server: ['style', 'hang'] },
  { name: 'chunk has a wrong hash', code: 'CHUNK_INTEGRITY', server: ['chunk', 'corrupt'] },
  {
    name: 'manifest has a wrong hash',
    code: 'MANIFEST_INTEGRITY',
    server: ['manifest', 'corrupt'],
  },
  { name: 'syntax error', code: 'CHUNK_NOT_REGISTERED', server: ['release', 'cut short'] },
  { name: 'syntax error', code: 'CHUNK_NOT_REGISTERED', server: ['release', 'cut short'] },
  { name: 'init throws', code: 'LIFECYCLE_THREW', init: "throw new Error('thrown by init')" },
  { name: 'init rejects', code: 'LIFECYCLE_THREW', init: "return Promise.reject('by init')" },
  { name: 'init hangs', code: 'LIFECYCLE_TIMEOUT', init: 'return new Promise(() => {})' },
  { name: 'init hangs', code: 'LIFECYCLE_TIMEOUT', init: 'return new Promise(() => {})' },
  { name: 'start throws', code: 'LIFECYCLE_THREW', start: "throw new Error('thrown by start')" },
  { name: 'start rejects', code: 'LIFECYCLE_THREW', start: "return Promise.reject('by start')" },
  { name: 'unhealthy', code: 'LIFECYCLE_UNHEALTHY', healthCheck: 'return false' },
  { name: 'check throws', code: 'LIFECYCLE_UNHEALTHY', healthCheck: "throw new Error('ill')" },
  { name: 'endless start', code: 'LIFECYCLE_TIMEOUT', start: 'return new Promise(() => {})' },
  { name: 'endless module', code: 'LIFECYCLE_MODULE_TIMEOUT', server: ['release', 'endless'] },
].map((fault, index) => ({ ...fault, id: pluginId(index * 10) }))

/**
 * Limits for all plugins alike. Shorter than the contract's, because nobody wants to watch a bench for
 * half a minute; long enough for 200 plugins at once on a slow machine.
 */
const limitsOf = (strategy) => ({
  initialization: { timeout: 3000, healthCheckInterval: 500 },
  // Side by side, the last of 200 plugins waits for the others.
  dynamicImport: { timeout: strategy === 'parallel' ? 10_000 : 4000, retry: { backoffMs: 100 } },
})

/** What is special about a plugin: see `generateWorkspace`. */
export function faultyPlugin(strategy) {
  return (number) => {
    const fault = faults.find(({ id }) => id === pluginId(number))
    return {
      entry: entryText(fault),
      loading: { strategy, ...limitsOf(strategy) },
      ...(fault?.server?.[0] === 'style' && { style: '.faulty { color: red }' }),
    }
  }
}

function entryText({ init, start, healthCheck, server } = {}) {
  const when = (text) => (text ? `if (globalThis.faults) { ${text} }` : '')
  return `${server?.[0] === 'style' ? "import './style.css'\n" : ''}export default {
  init() { ${when(init)} },
  start() { ${when(start)} },
  healthCheck() { ${when(healthCheck)} },
}
`
}

/**
 * The host: on the page at once, with handlers, then it starts its plugins. What it hears of them
 * stands in `window.run`; `?faults` asks the plugins for theirs.
 */
export const hostMain = `import { createHost } from '@mortise/browser-runtime'
globalThis.faults = location.search === '?faults'
const run = (globalThis.run = { codes: [], clicks: 0, longTasks: [] })
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) run.longTasks.push([startTime, duration])
}).observe({ type: 'longtask', buffered: true })
for (let i = 0; i < 200; i++) {
  const button = document.createElement('button')
  button.textContent = 'Action ' + i
  button.onclick = () => run.clicks++
  document.body.append(button)
}
const host = (globalThis.host = createHost({ catalog: '/plugins.json' }))
host.on('diagnostic', ({ code, pluginId }) => run.codes.push([pluginId, code]))
host.bootstrap().then(() => (run.bootstrapped = performance.now()))
`
