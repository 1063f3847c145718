import { abortable } from '../abortable.ts'
import type { late } from '../errors.ts'
import { createCollection, type Collection } from './collection.ts'
import type { KernelCore } from './core.ts'
import type { ServiceEntry } from '../services/registry.ts'
import type { ManagedPlugin } from './managed-plugin.ts'

/** A generation that has ended and of which something can still be reached. */
export interface Leak {
  readonly pluginId: string
  readonly version: string
  /**
   * What is still reachable, in words: its context, a service that it offered and who asked for
   * that, a node that it put into the page, an observer.
   */
  readonly alive: readonly string[]
}

export interface Leaks {
  /** Waits until the browser has collected what it can. Rejects with the signal's reason. */
  list(options?: { signal?: AbortSignal | undefined }): Promise<readonly Leak[]>
}

/** A generation that ended. */
interface Ended extends Omit<Leak, 'alive'> {
  readonly parts: readonly Part[]
  /** Resolves when what is still alive is held by somebody. */
  readonly settled: Promise<void>
}

interface Part {
  readonly what: string
  readonly object: WeakRef<object>
}

/** Watches what becomes of the generations that end; one that leaks is reported, once. */
export function createLeaks(
  { plugins, ports: { events } }: KernelCore,
  explain: typeof late,
  collection: Collection = createCollection(),
): Leaks {
  /** With what resolves when it is known whether they leak; those of which nothing is left are out. */
  const ended = new Map<Ended, Promise<void>>()

  events.on('plugin:before-destroy', ({ pluginName }) => {
    const generation = describe(plugins.get(pluginName), collection)
    if (!generation) return
    ended.set(
      generation,
      generation.settled.then(() => judge(generation)),
    )
  })

  async function judge(generation: Ended) {
    const leak = leakOf(generation)
    if (!leak) return void ended.delete(generation)
    const { pluginId: id } = leak
    events.report(await explain('lifecycleLeak', { id, ...leak }), id, 'warning')
  }

  return {
    async list({ signal } = {}) {
      const judged = Promise.all(ended.values())
      await collection.press(judged, signal)
      await abortable(judged, signal)
      return [...ended.keys()].map(leakOf).filter((leak) => leak !== undefined)
    },
  }
}

/** Nothing here may keep the plugin: what is returned knows it by weak references only. */
function describe(plugin: ManagedPlugin | undefined, collection: Collection): Ended | undefined {
  if (!plugin?.owned) return undefined
  const { id: pluginId, version, owned } = plugin
  const { context } = owned
  const parts = [held(context, 'its context'), held(context.services, 'its view of the services')]
  for (const about of owned.owned.values()) {
    if (about && typeof about === 'object') parts.push(...partOf(about))
  }
  // The kernel alone holds `owned`, as long as the plugin runs.
  const settled = collection.of(owned).then(() => confirm(parts, collection))
  return { pluginId, version, parts, settled }
}

/** How many complete collections something must survive to count as held. */
const confirmations = 3

/** In ms, between two collections: browsers themselves let go of nodes and requests a little later. */
const pause = 100

async function confirm(parts: readonly Part[], collection: Collection) {
  for (let left = confirmations; left && parts.some(isAlive); left--) {
    await new Promise((resolve) => setTimeout(resolve, pause))
    await collection.complete()
  }
}

function isAlive({ object }: Part) {
  return !!object.deref()
}

/** What a registration is about, if that can be held at all. */
function partOf(about: object): Part[] {
  if (!('users' in about)) return [held(about, nameOf(about))]
  const { name, service, users } = about as ServiceEntry
  const asked = [...users].map((id) => (id === undefined ? 'the app' : `"${id}"`))
  const what = `its service "${name}"${asked.length ? `, which ${asked.join(' and ')} asked for` : ''}`
  return Object(service) === service ? [held(service as object, what)] : []
}

/** `<div id="x">` for an element, the class's name for all else. */
function nameOf(about: object) {
  const { outerHTML } = about as { outerHTML?: string }
  return outerHTML?.replace(/>[^]*/, '>') ?? `a ${about.constructor?.name ?? 'object'}`
}

function held(object: object, what: string): Part {
  return { what, object: new WeakRef(object) }
}

function leakOf({ pluginId, version, parts }: Ended): Leak | undefined {
  const alive = parts.filter(isAlive).map(({ what }) => what)
  return alive.length ? { pluginId, version, alive } : undefined
}
