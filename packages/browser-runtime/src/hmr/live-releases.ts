import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import { createReloadGate } from './reload-gate.ts'
import type { ReloadPorts } from './reload-ports.ts'
import { allFeatures, reloadRelease, type Move } from './reload-release.ts'
import { reloadSettings, type ReloadSettings } from './reload-settings.ts'
import { createRequests } from './requests.ts'

/** Takes new releases of plugins into the running page of a built host. */
export interface LiveReleases {
  /** From now on, new releases of this plugin, which runs. */
  follow(id: string): void
}

/** How often a page may reload, and when; the rest is that of a reload on the dev server. */
export function createLiveReleases(ports: ReloadPorts): LiveReleases {
  const { kernel, events } = ports
  const gate = createReloadGate()
  const requests = createRequests()
  const followed = new Map<string, () => void>()
  kernel.onContext(requests.following)

  function createQueue(id: string) {
    let running: Promise<unknown> = Promise.resolve()
    let last = Number.NEGATIVE_INFINITY
    const settings = () => reloadSettings(kernel.plugin(id)?.loaded?.manifest.loading)

    async function move() {
      await kernel.started()
      const { minReloadInterval } = settings().productionSafety
      const rest = last + minReloadInterval - performance.now()
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
      if (!kernel.hasNext(id)) return
      const leave = await gate.enter(settings().productionSafety.maxConcurrentReloads)
      try {
        const rules = rulesOf(settings())
        const exchange: Move['exchange'] = (calls) => kernel.swapRelease(id, { ...rules, ...calls })
        await reloadRelease(id, settings(), { exchange, remade: allFeatures }, ports)
      } finally {
        last = performance.now()
        leave()
      }
    }

    return () => {
      running = running.then(move)
    }
  }

  function rulesOf({ productionSafety }: ReloadSettings) {
    const { healthValidation, healthTimeout, rollbackOnFailure } = productionSafety
    const { drainConnections, drainTimeout } = productionSafety
    const drain = async ({ owned }: ManagedPlugin) =>
      owned && requests.settled(owned.context, drainTimeout)
    return {
      restartsWired: true,
      rollsBack: rollbackOnFailure,
      healthTimeout: healthValidation ? healthTimeout : undefined,
      drain: drainConnections ? drain : undefined,
    }
  }

  events.on('diagnostic', ({ code, pluginId = '' }) => {
    if (code === 'RELEASE_READY') followed.get(pluginId)?.()
  })

  return {
    follow(id) {
      const { context } = kernel.plugin(id)?.owned ?? {}
      if (context) requests.follow(context)
      if (followed.has(id)) return
      const move = createQueue(id)
      followed.set(id, move)
      // Told of before anybody followed it.
      if (kernel.hasNext(id)) move()
    },
  }
}
