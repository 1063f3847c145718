import { expect, it, vi } from 'vitest'
import { createContexts } from '../context/context.ts'
import { createHooks } from '../context/hooks.ts'
import { late } from '../errors.ts'
import { createEvents } from '../../test/create-events.ts'
import type { PluginContext } from '../plugin.ts'
import { createRegistry } from '../services/registry.ts'
import { createServices } from '../services/services.ts'
import type { KernelCore } from './core.ts'
import { createLeaks } from './leaks.ts'
import type { ManagedPlugin } from './managed-plugin.ts'

const own = (dispose: () => void) => dispose

type Init = (context: PluginContext) => unknown

/** Runs `init` of a plugin and ends it, as the kernel does; the browser's own collector does the rest. */
function lab() {
  const events = createEvents()
  const diagnostics: unknown[] = []
  events.on('diagnostic', ({ code, pluginId, why }) => diagnostics.push({ code, pluginId, why }))
  const hooks = createHooks(events)
  const services = createServices(
    createRegistry(),
    events,
    () => plugins,
    () => Promise.reject(new Error('unexpected')),
  )
  const extensions = () => ({}) as never
  const createContext = createContexts(events, hooks, services, extensions)
  const plugins = new Map<string, ManagedPlugin>()
  const leaks = createLeaks({ plugins, ports: { events } } as KernelCore, late)

  function live(id: string, init: Init) {
    const owned = createContext({ id, version: '1.0.0', manifest: {}, config: {} })
    const plugin = { id, version: '1.0.0', status: { generation: 0 }, owned } as ManagedPlugin
    plugins.set(id, plugin)
    init(owned.context)
    events.emit('plugin:before-destroy', { pluginName: id, phase: 'destroy' })
    owned.end(new DOMException('unloaded', 'AbortError'))
    plugin.owned = undefined
  }
  return { leaks, live, services, diagnostics }
}

it.each<[method: string, init: Init]>([
  ['own', (context) => context.own(() => context.id)],
  ['listen', (context) => context.listen(window, 'resize', () => context.id)],
  ['setTimeout', (context) => context.setTimeout(() => context.id, 60_000)],
  ['setInterval', (context) => context.setInterval(() => context.id, 60_000)],
  ['fetch', (context) => context.fetch('/').catch(() => context.id)],
  ['observe', (context) => context.observe(new ResizeObserver(() => context.id), document.body)],
  ['append', (context) => context.append(document.createElement('p'))],
  ['addStyle', (context) => context.addStyle('p { color: red }')],
  ['on', (context) => context.on('ping', () => context.id)],
])('%s holds nothing after the end', async (_, init) => {
  const { leaks, live, diagnostics } = lab()
  live('clean', init)
  expect(await leaks.list()).toEqual([])
  expect(diagnostics).toEqual([])
})

it('names a plugin whose context its own listener holds, once, until the listener goes', async () => {
  const { leaks, live, diagnostics } = lab()
  const own = new AbortController()
  live('leaky', (context) => {
    window.addEventListener('resize', () => context.id, { signal: own.signal })
  })
  live('clean', () => {})
  const leak = { pluginId: 'leaky', version: '1.0.0' }
  expect(await leaks.list()).toMatchObject([leak])
  expect((await leaks.list())[0]?.alive).toContain('its context')
  const why = expect.stringContaining('"leaky" 1.0.0')
  await vi.waitFor(() =>
    expect(diagnostics).toEqual([{ code: 'LIFECYCLE_LEAK', pluginId: 'leaky', why }]),
  )
})

it('names a node that is held after it left the page', async () => {
  const { leaks, live } = lab()
  const kept: Element[] = []
  live('leaky', ({ append }) => {
    const element = Object.assign(document.createElement('p'), { id: 'kept', textContent: 'text' })
    append(element)
    kept.push(element)
  })
  expect(kept[0]?.isConnected).toBe(false)
  expect(await leaks.list()).toMatchObject([{ pluginId: 'leaky', alive: ['<p id="kept">'] }])
})

it('names a service that is held, and who had asked for it', async () => {
  const { leaks, live, services } = lab()
  const kept: unknown[] = []
  live('leaky', (context) => {
    context.services.register('clock', { now: () => context.id })
    context.services.register('text', 'no object')
    for (const id of ['b', undefined]) kept.push(services({ id, own } as never).get('clock'))
  })
  expect(services({ own } as never).has('clock')).toBe(false)
  const [leak] = await leaks.list()
  expect(leak?.alive).toContain('its service "clock", which "b" and the app asked for')
  kept.length = 0
})

it('rejects when whoever asks leaves', async () => {
  const { leaks, live } = lab()
  live('clean', () => {})
  const reason = new Error('left')
  await expect(leaks.list({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
})
