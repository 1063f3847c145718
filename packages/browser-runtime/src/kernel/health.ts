import type { late } from '../errors.ts'
import type { Moments } from '../moments.ts'
import type { Health, HealthReport } from '../plugin.ts'
import type { KernelCore } from './core.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import type { runHook } from './run-hook.ts'
import type { amend, Notes } from './status.ts'

/** Of the start-up path; handed in, so that the bundler cuts nothing out of that. */
interface HealthTools {
  readonly amend: typeof amend
  readonly late: typeof late
  readonly runHook: typeof runHook
}

export interface HealthChecks {
  /** Checks a plugin now, or joins the check under way. Never rejects. */
  check(id: string): Promise<Health>
  /** Checks the running ones among these as often as their manifests say, until they stop. */
  watch(plugins: Iterable<ManagedPlugin>): void
}

/** Contract, `initialization.healthCheckInterval`. */
export function createHealthChecks(
  core: KernelCore,
  tools: HealthTools,
  page: Moments | undefined,
): HealthChecks {
  const underWay = new Map<string, Promise<Health>>()
  const watched = new WeakSet<object>()

  function check(id: string): Promise<Health> {
    const work = underWay.get(id) ?? checkNow(core, tools, id).finally(() => underWay.delete(id))
    underWay.set(id, work)
    return work
  }

  return {
    check,
    watch(plugins) {
      for (const { id, status, loaded, owned } of plugins) {
        const interval = loaded?.manifest.loading?.initialization?.healthCheckInterval ?? 0
        const isWatched = status.state !== 'ready' || !loaded || watched.has(loaded)
        if (isWatched || !owned || !interval || !loaded.definition.healthCheck) continue
        watched.add(loaded)
        const again = () => check(id)
        const { signal } = owned.context
        repeat(again, interval, signal, page)
      }
    },
  }
}

/**
 * Runs work again and again, each time an interval after it was over. While nobody looks at the page
 * it rests; what was due meanwhile is done when somebody does.
 */
function repeat(
  work: () => Promise<unknown>,
  interval: number,
  signal: AbortSignal,
  page: Moments | undefined,
) {
  if (signal.aborted) return
  let timer: ReturnType<typeof setTimeout> | undefined
  let isRunning = false
  let due = performance.now() + interval

  async function run() {
    isRunning = true
    await work()
    isRunning = false
    due = performance.now() + interval
    schedule()
  }

  function schedule() {
    clearTimeout(timer)
    if (signal.aborted || isRunning || page?.isVisible() === false) return
    timer = setTimeout(() => void run(), Math.max(0, due - performance.now()))
  }

  const leave = page?.onVisibility(schedule)
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    leave?.()
  })
  schedule()
}

async function checkNow(core: KernelCore, tools: HealthTools, id: string): Promise<Health> {
  const plugin = core.plugins.get(id)
  if (!plugin) return health(false, `Plugin "${id}" not found.`)
  const { loaded, version, status } = plugin
  const { state } = status
  if (state !== 'ready') return health(false, `Plugin "${id}" is "${state}".`)
  const { found, cause } = await probe(plugin, tools.runHook)
  // A generation that ended meanwhile has no health.
  if (plugin.loaded === loaded && plugin.status.state === 'ready') {
    await record(core, tools, plugin, found, { id, version, message: found.message, cause })
  }
  return found
}

/** Asks a generation that runs how it is. Never rejects. */
export async function probe(
  plugin: ManagedPlugin,
  run: typeof runHook,
): Promise<{ found: Health; cause?: unknown }> {
  if (!plugin.loaded?.definition.healthCheck) {
    return { found: health(true, `Plugin "${plugin.id}" has no health check.`) }
  }
  try {
    return { found: read(await run(plugin, 'healthCheck')) }
  } catch (cause) {
    return { found: health(false, `The health check failed: ${text(cause)}`), cause }
  }
}

/** `false`, or an object that says so, is unhealthy. */
function read(result: unknown): Health {
  const { healthy, message = '' } =
    typeof result === 'object' && result
      ? (result as Partial<HealthReport>)
      : { healthy: result !== false }
  return health(healthy !== false, message)
}

function health(healthy: boolean, message: string): Health {
  return Object.freeze({ healthy, message, lastCheck: new Date() })
}

function text(error: unknown) {
  return error instanceof Error ? error.message : String(error)
}

/** Where health changed, the conditions change and a diagnostic tells of it. */
async function record(
  { ports }: KernelCore,
  { amend: amendStatus, late: explain }: HealthTools,
  plugin: ManagedPlugin,
  { healthy, message }: Health,
  facts: { id: string; version: string; message: string; cause: unknown },
) {
  const { notes } = plugin
  const wasHealthy = notes?.Degraded?.status !== 'True'
  if (wasHealthy === healthy) return
  const lastTransitionTime = Date.now()
  const unhealthy = { reason: 'LIFECYCLE_UNHEALTHY', message, lastTransitionTime } as const
  const found: Notes = healthy
    ? { Ready: { lastTransitionTime }, Degraded: { lastTransitionTime } }
    : { Ready: { ...unhealthy, status: 'False' }, Degraded: { ...unhealthy, status: 'True' } }
  plugin.notes = { ...notes, ...found }
  amendStatus(plugin, ports)
  const { report } = ports.events
  if (healthy) report(await explain('lifecycleRecovered', facts), plugin.id, 'info')
  else report(await explain('lifecycleUnhealthy', facts), plugin.id, 'warning')
}
