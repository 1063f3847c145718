import { abortable } from '../abortable.ts'
import type { late } from '../errors.ts'
import { createCollection, type Collection } from './collection.ts'
import type { KernelCore } from './core.ts'
import type { ManagedPlugin } from './managed-plugin.ts'

/** A generation that has ended and of which something can still be reached. */
export interface Leak {
  readonly pluginId: string
  readonly version: string
  readonly generation: number
  /** What is still reachable: its context, services that it offered, nodes that it put into the page. */
  readonly alive: readonly string[]
}

export interface Leaks {
  /** Waits until the browser has collected what it can. Rejects with the signal's reason. */
  list(options?: { signal?: AbortSignal | undefined }): Promise<readonly Leak[]>
}

/** A generation from its end until nothing of it is left. */
interface Ended extends Omit<Leak, 'alive'> {
  readonly parts: readonly Part[]
  /** Resolves when what is alive is held by somebody. */
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
  const ended = new Set<Ended>()

  events.on('plugin:before-destroy', ({ pluginName }) => {
    const generation = describe(plugins.get(pluginName), collection)
    if (!generation) return
    ended.add(generation)
    void generation.settled.then(() => report(generation))
  })

  async function report(generation: Ended) {
    const leak = leakOf(generation)
    if (!leak) return ended.delete(generation)
    const { pluginId: id } = leak
    return events.report(await explain('lifecycleLeak', { id, ...leak }), id, 'warning')
  }

  return {
    async list({ signal } = {}) {
      const settled = Promise.all([...ended].map((generation) => generation.settled))
      await collection.press(settled, signal)
      await abortable(settled, signal)
      return [...ended].map(leakOf).filter((leak) => leak !== undefined)
    },
  }
}

/** Nothing here may keep the plugin: what is returned knows it by weak references only. */
function describe(plugin: ManagedPlugin | undefined, collection: Collection): Ended | undefined {
  if (!plugin?.owned) return undefined
  const { id: pluginId, version, status, owned } = plugin
  const { context } = owned
  const parts = [
    partOf('its context', context),
    partOf('its view of the services', context.services),
  ]
  for (const about of owned.owned.values()) {
    if (typeof about === 'object' && about) parts.push(partOf(nameOf(about), about))
  }
  // The kernel alone holds `owned`, as long as the plugin runs.
  const settled = collection.of(owned).then(() => confirm(parts, collection))
  return { pluginId, version, generation: status.generation, parts, settled }
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

function partOf(what: string, object: object): Part {
  return { what, object: new WeakRef(object) }
}

/** `<div id="x">` for an element, the class's name for all else. */
function nameOf(about: object) {
  const { outerHTML } = about as { outerHTML?: string }
  return outerHTML?.replace(/>[^]*/, '>') ?? `a ${about.constructor?.name ?? 'object'}`
}

function leakOf({ pluginId, version, generation, parts }: Ended): Leak | undefined {
  const alive = parts.filter(isAlive).map(({ what }) => what)
  return alive.length ? { pluginId, version, generation, alive } : undefined
}
