import type { Dispose } from '../plugin.ts'
import type { LatePorts } from './late-services.ts'
import type { ServiceFilter } from './plugin-services.ts'
import type { ServiceUser } from './services.ts'

/**
 * Tells the best service of a name, now and whenever it is another one. While its provider is being
 * reloaded it tells nothing: the next generation's service takes the place of the one before.
 */
export async function trackService(
  { find, events, factories, kernel }: LatePorts,
  user: ServiceUser,
  name: string,
  listener: (service: unknown) => void,
  filter: ServiceFilter | undefined,
): Promise<Dispose> {
  let turn = 0
  let told: { readonly service: unknown } | undefined
  let provider = ''

  const isReloading = () => kernel.plugins.get(provider)?.status.state === 'reloading'

  function tell(service: unknown) {
    if (told && told.service === service) return
    told = { service }
    events.guard(() => listener(service))
  }

  async function look(isOver = false) {
    const mine = ++turn
    const entry = find(name, filter)
    if (!entry && !isOver && isReloading()) return
    provider = String(entry?.properties['pluginId'])
    // Told at once, so that nobody works with a service that has gone.
    if (!entry || entry.service !== undefined) return tell(entry?.service)
    try {
      const service = await factories.make(entry, user)
      if (mine === turn) tell(service)
    } catch (error) {
      events.report(error, user.id)
      if (mine === turn) tell(undefined)
    }
  }

  const stop = followChanges(events, name, () => void look())
  const stopReloads = events.on('hot-reload', ({ pluginId }) => {
    if (pluginId === provider) void look(true)
  })
  const dispose = user.own(() => {
    turn = Number.NaN
    stop()
    stopReloads()
  })
  await look()
  return dispose
}

/** Calls back after each registration of a name, and each end of one. */
export function followChanges(
  { on }: LatePorts['events'],
  name: string,
  changed: () => void,
): Dispose {
  const types = ['service:registered', 'service:unregistered'] as const
  const stops = types.map((type) =>
    on(type, ({ serviceName }) => serviceName === name && changed()),
  )
  return () => {
    for (const stop of stops) stop()
  }
}
