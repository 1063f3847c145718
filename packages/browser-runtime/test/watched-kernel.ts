import { lifecycleEventTypes, loadingEventTypes, type LoadingState } from '@mortise/shared'
import { createContexts } from '../src/context/context.ts'
import { createHooks } from '../src/context/hooks.ts'
import { createEvents } from './create-events.ts'
import type { Levels } from '../src/kernel/core.ts'
import { createKernel } from '../src/kernel/kernel.ts'
import { named } from '../src/kernel/handed.ts'
import { createOnDemand } from '../src/kernel/on-demand.ts'
import type { Registration } from '../src/kernel/registration.ts'
import { withCalls } from './call-kernel.ts'
import { createRandom } from './random.ts'

/** Contract, "Terms of the table": where a plugin may go from each state. */
const legal: Record<LoadingState, readonly LoadingState[]> = {
  pending: ['loading'],
  loading: ['loaded', 'failed'],
  loaded: ['initializing', 'unloading'],
  initializing: ['ready', 'failed'],
  ready: ['reloading', 'unloading'],
  reloading: ['ready', 'failed'],
  failed: ['loading', 'unloading'],
  unloading: ['unloaded'],
  unloaded: ['loading'],
}

const letters: Record<string, string> = {
  'plugin:registered': 'r',
  'dynamic-discover': '?',
  'load-started': 'l',
  'load-completed': 'L',
  'load-failed': 'f',
  'init-started': 'i',
  'plugin:before-init': 'b',
  'plugin:init': 'n',
  'plugin:after-init': 'a',
  'init-completed': 'I',
  'init-failed': 'x',
  'plugin:error': 'e',
  'plugin:before-start': 's',
  'plugin:started': 't',
  'plugin:after-start': 'S',
  'dynamic-load': '+',
  'plugin:before-destroy': 'd',
  'plugin:destroyed': 'D',
  'plugin:after-destroy': 'Z',
  'dynamic-unload': '-',
}

/** All that may be told of one plugin, in the letters of above: one life after another. */
const order = /^r\??(l(f|L(i(xe|bn(xe|aI(e|s(e|tS\+?(d[De]Z-?)?)?)?))?)?)?)*$/

/** One run of a plugin's code, from its load to its disposal. */
interface Generation {
  readonly id: string
  readonly hooks: string[]
  wasReady: boolean
  owned: number
  disposed: number
}

function isStarted({ hooks, disposed }: Generation) {
  return !disposed && hooks.at(-1) === 'start done'
}

/** What `fails` may say. */
export type Fault = 'load' | 'init' | 'start' | 'destroy'

/**
 * A kernel whose every step is watched. `broken` lists the laws that were broken; `fails` names the
 * step at which a release of a plugin fails.
 */
export function watchedKernel(seed: number, levels: Levels) {
  const events = createEvents()
  const hooks = createHooks(events)
  const broken: string[] = []
  const generations: Generation[] = []
  const fails = new Map<string, Fault>()
  const told = new Map<string, string>()
  const states = new Map<string, LoadingState>()
  const offered = new Set<string>()

  const createContext = createContexts(
    events,
    hooks,
    () => ({}) as never,
    () => ({}) as never,
  )
  const kernel = withCalls(
    createKernel(
      { events, hooks, createContext, changed },
      async (...handed) => createOnDemand(...named(handed)),
      () => {},
      levels,
    ),
  )

  for (const type of [...lifecycleEventTypes, ...loadingEventTypes]) {
    events.on(type, (event) => {
      const { pluginName, pluginId = pluginName } = event as unknown as Record<
        string,
        string | undefined
      >
      if (pluginId) told.set(pluginId, (told.get(pluginId) ?? '') + letters[type])
    })
  }
  events.on('diagnostic', ({ cause, code }) => {
    const isOurs = String(cause).endsWith(' fails') || (cause as Error).name === 'AbortError'
    if (code === 'HOST_UNEXPECTED' && !isOurs) broken.push(`unexpected: ${cause}`)
  })

  /** Called at every step of every plugin. */
  function changed() {
    for (const { id, status, requires } of kernel.plugins.values()) {
      const { state } = status
      const last = states.get(id) ?? 'pending'
      if (last !== state && !legal[last].includes(state)) broken.push(`${id}: ${last} → ${state}`)
      states.set(id, state)
      const lacking = requires.find((other) => kernel.status(other)?.state !== 'ready')
      if (state === 'ready' && lacking) broken.push(`${id} is ready without ${lacking}`)
      if (state !== 'ready' || last === state) continue
      const started = generations.findLast((one) => one.id === id && isStarted(one))
      if (started) started.wasReady = true
    }
  }

  /** Work of a hook: at once, or over some turns of the event loop's microtasks. */
  async function work(generation: Generation, hook: Fault, version: string) {
    generation.hooks.push(hook)
    // Of its own numbers: how long hooks take must not change which commands come.
    const random = createRandom(seed * 1000 + generations.length)
    for (let turn = random.below(4); turn > 0; turn--) await Promise.resolve()
    if (fails.get(`${generation.id}@${version}`) === hook) throw new Error(`${hook} fails`)
    generation.hooks.push(`${hook} done`)
  }

  function plugin(facts: Partial<Registration> & { id: string }): Registration {
    const { id, version = '1.0.0' } = facts
    return {
      version,
      strategy: 'lazy',
      mode: 'async',
      critical: false,
      requires: [],
      wants: [],
      ...facts,
      async load(signal) {
        const generation: Generation = {
          id,
          hooks: [],
          wasReady: false,
          owned: 0,
          disposed: 0,
        }
        await work(generation, 'load', version)
        signal.throwIfAborted()
        generations.push(generation)
        return {
          definition: {
            async init(context) {
              if (offered.has(id)) broken.push(`${id} registers what it had not undone`)
              offered.add(id)
              generation.owned++
              context.own(() => {
                offered.delete(id)
                generation.owned--
              })
              await work(generation, 'init', version)
            },
            start: () => work(generation, 'start', version),
            destroy: () => work(generation, 'destroy', version),
          },
          manifest: {},
          config: {},
          size: 1,
          features: {},
          dispose: () => void generation.disposed++,
        }
      },
    }
  }

  /** The laws that hold when the host has stopped. */
  function audit() {
    for (const [id, text] of told) if (!order.test(text)) broken.push(`events of ${id}: ${text}`)
    for (const { id, hooks: ran, wasReady, owned, disposed } of generations) {
      const name = `a generation of ${id} (${ran})`
      const count = (hook: string) => ran.filter((other) => other === hook).length
      if (count('init') > 1 || count('start') > 1) broken.push(`${name} ran a hook twice`)
      if (count('start') && !count('init done')) broken.push(`${name} started uninitialised`)
      if (count('destroy') !== Number(wasReady)) broken.push(`${name} was not destroyed once`)
      if (owned) broken.push(`${name} left a registration`)
      if (disposed !== 1) broken.push(`${name} was disposed of ${disposed} times`)
    }
    if (kernel.state !== 'stopped') broken.push(`the host is ${kernel.state}`)
    return broken
  }

  const ready = () =>
    [...kernel.plugins.values()]
      .filter(({ status }) => status.state === 'ready')
      .map(({ id }) => id)

  return { kernel, plugin, fails, broken, audit, ready }
}
