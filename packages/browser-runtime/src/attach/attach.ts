import type { late } from '../errors.ts'
import type { Events } from '../events.ts'
import type { OverrideMark } from '../override-address.ts'
import type { Dispose } from '../plugin.ts'
import { createBanner, type Banner } from './banner.ts'
import {
  forgetOverride,
  readOverride,
  withoutOverride,
  type Override,
  type OverridePlace,
} from './override.ts'

const override: OverrideMark = '#override'

/** What a tab that takes plugins from a dev machine needs of its host. */
export interface AttachPorts {
  readonly events: Pick<Events, 'on' | 'report'>
  readonly late: typeof late
  /** Origins that the host lists. */
  readonly allowed: readonly string[]
  /** Reads the catalog at an address, from now on with the others, and gives the ids of its plugins. */
  read(address: string): Promise<readonly string[]>
  /** Moves a plugin that runs to the release that is read; gives why it could not. */
  reload(id: string): Promise<unknown>
}

/** What `mortise dev --attach` tells. */
interface Told {
  /** Why there is no newer build. */
  readonly error?: string
}

/** Takes plugins from the dev machine that this tab was sent to, until that ends. */
export async function attach(ports: AttachPorts, place = thisTab()): Promise<void> {
  const { events, late: explain, allowed } = ports
  const override = readOverride(place)
  history.replaceState(history.state, '', withoutOverride(location.href))
  if (!override) return
  const refuse = async (error: ReturnType<typeof explain>) => {
    forgetOverride(place)
    events.report(await error, undefined, 'warning')
  }
  const { catalog: address } = override
  if (!URL.canParse(address)) return refuse(explain('reloadAttachInvalid', { address }))
  const { origin } = new URL(address)
  if (!allowed.includes(origin)) return refuse(explain('reloadAttachRefused', { origin, allowed }))
  const left = override.until - place.now()
  if (left <= 0) return refuse(explain('reloadAttachExpired', { origin }))

  const banner = createBanner(document, () => {
    forgetOverride(place)
    // What has run cannot be taken back piece by piece.
    location.reload()
  })
  const stop = follow(override, origin, banner, ports)
  const timer = setTimeout(async () => {
    stop()
    forgetOverride(place)
    banner.show(`Plugins from ${origin}: the time is over; reload the page for those deployed.`)
    events.report(await explain('reloadAttachExpired', { origin }), undefined, 'warning')
  }, left)
  events.on('kernel:shutdown', () => {
    clearTimeout(timer)
    stop()
    banner.remove()
  })
}

function follow(
  { catalog, until }: Override,
  origin: string,
  banner: Banner,
  { events, late: explain, read, reload }: AttachPorts,
): Dispose {
  const end = new Date(until).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  let running = Promise.resolve()
  let isLost = false

  async function sync() {
    try {
      const ids = await read(catalog.replace(/#.*$/, '') + override)
      const failures: unknown[] = []
      for (const id of ids) failures.push(await reload(id))
      const trouble = failures.flatMap((failure) => (failure ? textOf(failure) : []))
      banner.show(`${ids.join(', ')} from ${origin} until ${end}`, trouble.join('\n'))
    } catch (error) {
      events.report(error)
      banner.show(`Plugins from ${origin} until ${end}`, textOf(error))
    }
  }

  async function fail(text: string) {
    banner.show(`Plugins from ${origin} until ${end}`, text)
    events.report(await explain('reloadAttachBuild', { origin, text }), undefined, 'warning')
  }

  async function lose() {
    banner.show(`Plugins from ${origin} until ${end}: waiting for it`)
    if (isLost) return
    isLost = true
    events.report(await explain('reloadAttachLost', { origin }), undefined, 'warning')
  }

  // It connects again by itself, and is told at once how things stand.
  const source = new EventSource(new URL('events', catalog))
  source.addEventListener('message', ({ data }) => {
    const { error } = JSON.parse(String(data)) as Told
    isLost = false
    running = running.then(() => (error === undefined ? sync() : fail(error)))
  })
  source.addEventListener('error', () => void lose())
  return () => source.close()
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

function thisTab(): OverridePlace {
  const [visit] = performance.getEntriesByType('navigation')
  return { storage: sessionStorage, opened: visit?.name ?? location.href, now: Date.now }
}
