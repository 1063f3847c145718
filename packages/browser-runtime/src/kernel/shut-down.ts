import type { KernelCore } from './core.ts'
import type { LateKernel } from './late-kernel.ts'
import { takeDown } from './take-down.ts'

export interface Ending {
  readonly signal: AbortSignal
  /** Waits for a start that is under way. @throws HOST_STATE */
  shutdown(kernel: LateKernel): Promise<void>
  /** Stops all plugins, the last one first; what is still being fetched is given up. */
  end(kernel: LateKernel, reason: string): Promise<void>
}

export function createEnding(core: KernelCore): Ending {
  const controller = new AbortController()
  const waiting = new Set<() => void>()
  let ended: Promise<void> | undefined
  let left: Promise<void> | undefined

  /** Resolves when a start that is under way is over, well or not. */
  function started(): Promise<void> {
    return new Promise((resolve) => {
      if (core.state !== 'initializing') return resolve()
      waiting.add(resolve)
      core.ports.events.on('kernel:ready', () => resolve())
    })
  }

  async function stopAll({ change, tools }: LateKernel, message: string) {
    const all = [...core.plugins.values()]
    core.state = 'stopping'
    const reason = new DOMException(message, 'AbortError')
    controller.abort(reason)
    for (const plugin of all) {
      if (plugin.status.state !== 'loading') continue
      plugin.stopped = { reason: 'Shutdown', message }
      plugin.loading?.abort(reason)
    }
    await change(all, () =>
      takeDown(core, tools, [...core.plugins.values()], () => ({ reason: 'Shutdown', message })),
    )
    core.state = 'stopped'
    for (const resolve of waiting) resolve()
  }

  async function leave(kernel: LateKernel) {
    const { events, hooks } = core.ports
    await started()
    if (!ended) {
      events.emit('kernel:shutdown', {})
      await hooks.emit('kernel:shutdown')
    }
    await end(kernel, 'shutdown')
    // Only the app's own handlers are left: those of plugins have gone with them.
    await hooks.emit('kernel:stopped')
  }

  const end: Ending['end'] = (kernel, message) => (ended ??= stopAll(kernel, message))

  return {
    signal: controller.signal,
    end,
    async shutdown(kernel) {
      const { state } = core
      const explain = () => kernel.tools.late('hostState', { action: 'shutdown', state })
      if (state === 'idle') throw await explain()
      if (state === 'stopped')
        return core.ports.events.report(await explain(), undefined, 'warning')
      await (left ??= leave(kernel))
    },
  }
}
