import type { LifecyclePhase } from '@mortise/shared'
import type { KernelCore } from './core.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import type { LoadedPlugin } from './registration.ts'
import { reportFailure } from './report-failure.ts'

/** Of the start-up path; handed in, so that the bundler cuts nothing out of that. */
export interface WayUp {
  load(plugin: ManagedPlugin, core: KernelCore): Promise<void>
  init(plugin: ManagedPlugin, core: KernelCore): Promise<void>
  /** Gives the code of the generation that failed, which is still to be disposed of. */
  fail(plugin: ManagedPlugin, failure: unknown, core: KernelCore): LoadedPlugin | undefined
}

/** What no further attempt can change. */
const final = /^LIFECYCLE_(NOT_SYNC|DEPENDENCY_FAILED)$/

/**
 * Tells of a step that failed, and takes `init` again as the manifest's `initialization.retry` says:
 * each attempt is a new generation with a context of its own. `code` is what the failed one ran; it is
 * kept until the next one has it, so that nothing is fetched twice.
 */
export async function afterFailure(
  step: 'load' | LifecyclePhase,
  plugin: ManagedPlugin,
  failure: unknown,
  code: LoadedPlugin | undefined,
  core: KernelCore,
  load: WayUp['load'],
  init: WayUp['init'],
  fail: WayUp['fail'],
): Promise<void> {
  const { id } = plugin
  const { events } = core.ports
  reportFailure(id, step, failure, events)
  const { initialization } = code?.manifest.loading ?? {}
  const { enabled = false, maxAttempts = 3, backoffMs = 1000 } = initialization?.retry ?? {}
  const attempts = enabled && step === 'init' ? maxAttempts : 1
  let last = code
  let cause = failure
  for (let attempt = 1; attempt < attempts; attempt++) {
    if (final.test(String((cause as { code?: unknown })?.code))) break
    if (!(await hasWaited(plugin, backoffMs * 2 ** (attempt - 1)))) break
    let taken: 'load' | 'init' = 'load'
    try {
      beginAgain(plugin)
      await load(plugin, core)
      last?.dispose()
      last = undefined
      taken = 'init'
      await init(plugin, core)
      return
    } catch (error) {
      cause = error
      last = fail(plugin, error, core) ?? last
      reportFailure(id, taken, error, events)
    }
  }
  last?.dispose()
}

/**
 * What `beginLife` does for a plugin that is loaded again. Not shared with that: the bundler would cut
 * a chunk out of both, which every page would fetch.
 */
function beginAgain(plugin: ManagedPlugin) {
  const { status } = plugin
  plugin.since = Date.now()
  plugin.met = plugin.met.slice(0, 1)
  plugin.notes = undefined
  plugin.status = {
    ...status,
    retryCount: status.retryCount + 1,
    generation: status.generation + 1,
  }
}

/** Whether the plugin is still wanted after that time; whoever stops it aborts its load. */
async function hasWaited({ loading }: ManagedPlugin, ms: number): Promise<boolean> {
  const signal = loading?.signal
  if (signal?.aborted) return false
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve(false)
    })
  })
}
