import { hostState } from '../errors.ts'
import { activate } from './activate.ts'
import type { KernelState } from './kernel.ts'
import type { KernelPorts } from './managed-plugin.ts'
import type { Registration } from './registration.ts'
import type { Roster } from './roster.ts'
import { stop } from './stop.ts'

/** What the kernel remembers. */
export interface KernelCore {
  state: KernelState
  /** Resolves when the plan is known; absent before `bootstrap`. */
  resolved?: Promise<void>
  readonly roster: Roster
  readonly ports: KernelPorts
}

/** The start of the page: `init` of all, then `start` of all; a critical failure ends it. */
export async function bootstrap(
  core: KernelCore,
  resolve: () => Promise<readonly Registration[]>,
): Promise<void> {
  const { roster, ports } = core
  if (core.state !== 'idle') throw hostState('bootstrap', core.state)
  core.state = 'initializing'
  const began = performance.now()
  core.resolved = resolve().then(roster.arrange)
  try {
    await core.resolved
    await startEager(roster, ports)
  } catch (error) {
    await end(core, 'bootstrap failed')
    throw error
  }
  core.state = 'running'
  const duration = Math.round(performance.now() - began)
  ports.events.emit('kernel:ready', { duration, pluginCount: roster.all().length })
}

/** Stops all plugins, the last one first. */
export async function end(core: KernelCore, reason: string): Promise<void> {
  core.state = 'stopping'
  for (const plugin of core.roster.all().reverse()) await stop(plugin, core.ports, reason)
  core.state = 'stopped'
}

async function startEager(roster: Roster, ports: KernelPorts) {
  const { events } = ports
  events.emit('kernel:before-init', {})
  const group = roster.closure(roster.byStrategy('eager', 'parallel'))
  const refuseCritical = () => {
    const broken = group.find(({ registration, failure }) => registration.critical && failure)
    if (broken) throw broken.failure
  }
  await activate(group, roster, ports, {
    beforeStart() {
      refuseCritical()
      events.emit('kernel:after-init', {})
    },
  })
  refuseCritical()
  for (const { failure, registration } of group) {
    if (failure) events.report(failure, registration.id)
  }
}
