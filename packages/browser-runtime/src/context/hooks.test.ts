import { expect, it, vi } from 'vitest'
import { createEvents } from '../../test/create-events.ts'
import { createHooks } from './hooks.ts'

function lab() {
  const events = createEvents()
  const seen: unknown[] = []
  const strip = ({ timestamp: _, ...event }: { timestamp: number }) => event
  events.on('hook:registered', (event) => seen.push(strip(event)))
  events.on('hook:triggered', (event) => seen.push(strip(event)))
  const diagnostics: unknown[] = []
  events.on('diagnostic', ({ code, pluginId, why }) => diagnostics.push({ code, pluginId, why }))
  const log: string[] = []
  return { hooks: createHooks(events), seen, diagnostics, log }
}

const plugin = (id: string, timeout = 1000) => ({
  id,
  version: '1.0.0',
  manifest: { loading: { initialization: { timeout } } },
})

it('calls handlers with the arguments, in order of registration, each after the one before', async () => {
  const { hooks, log } = lab()
  hooks.on('saved', async (name: string) => {
    await Promise.resolve()
    log.push(`first ${name}`)
  })
  hooks.on('saved', (name: string) => void log.push(`second ${name}`))
  hooks.on('other', () => void log.push('other'))
  await hooks.emit('saved', 'draft')
  expect(log).toEqual(['first draft', 'second draft'])
})

it('tells of registrations and calls, as the contract has the events', async () => {
  const { hooks, seen } = lab()
  hooks.on('saved', () => {})
  hooks.on('saved', () => {})
  await hooks.emit('saved', 1, 'two')
  await hooks.emit('nobody')
  expect(seen).toEqual([
    { hookName: 'saved', handlerCount: 1 },
    { hookName: 'saved', handlerCount: 2 },
    { hookName: 'saved', args: [1, 'two'], handlerCount: 2 },
    { hookName: 'nobody', args: [], handlerCount: 0 },
  ])
})

it('calls a handler that was registered in the same breath, and none that has gone', async () => {
  const { hooks, log } = lab()
  const dispose = hooks.on('saved', () => void log.push('gone'))
  hooks.on('saved', () => void log.push('here'))
  dispose()
  await hooks.emit('saved')
  expect(log).toEqual(['here'])
})

it('leaves out a handler that goes while those before it are called', async () => {
  const { hooks, log } = lab()
  hooks.on('saved', () => dispose())
  const dispose = hooks.on('saved', () => void log.push('gone'))
  await hooks.emit('saved')
  expect(log).toEqual([])
})

it('reports a handler that throws with its plugin, and calls the others', async () => {
  const { hooks, log, diagnostics } = lab()
  const boom = () => {
    throw new Error('boom')
  }
  hooks.on('saved', boom, plugin('a'))
  hooks.on('saved', async () => boom())
  hooks.on('saved', () => void log.push('here'))
  await hooks.emit('saved')
  expect(log).toEqual(['here'])
  const code = 'LIFECYCLE_HANDLER_THREW'
  expect(diagnostics).toEqual([
    {
      code,
      pluginId: 'a',
      why: expect.stringContaining('plugin "a" 1.0.0 for the hook "saved" threw: boom'),
    },
    { code, pluginId: undefined, why: expect.stringContaining('the app for the hook "saved"') },
  ])
})

it('goes on from a handler that never settles, at the timeout of its plugin', async () => {
  const { hooks, log, diagnostics } = lab()
  hooks.on('saved', () => new Promise(() => {}), plugin('a', 10))
  hooks.on('saved', () => void log.push('here'))
  await hooks.emit('saved')
  expect(log).toEqual(['here'])
  await vi.waitFor(() =>
    expect(diagnostics).toMatchObject([{ code: 'LIFECYCLE_HANDLER_TIMEOUT', pluginId: 'a' }]),
  )
})
