import { beforeEach, expect, it } from 'vitest'
import { createEvents } from '../../test/create-events.ts'
import type { KernelCore } from './core.ts'
import { loadDeferred } from './load-deferred.ts'

let log: string[]
/** What is reported. */
let said: string[]
let events: ReturnType<typeof createEvents>
let becomeQuiet: () => void
/** How the load of a plugin ends. */
let endings: Map<string, { resolve(): void; reject(error: unknown): void }>

beforeEach(() => {
  log = []
  said = []
  events = createEvents()
  endings = new Map()
  events.on('diagnostic', ({ code }) => said.push(code))
})

const settled = () => new Promise((resolve) => setTimeout(resolve))

const arrive = (pluginId: string) =>
  events.emit('load-completed', {
    pluginId,
    durationMs: 1,
    metadata: { version: '1.0.0', size: 1 },
  })

async function begin(...ids: string[]) {
  const quiet = new Promise<void>((resolve) => {
    becomeQuiet = resolve
  })
  const plugins = ids.map((id) => [
    id,
    { id, strategy: id === 'lazy' ? 'lazy' : 'deferred', status: { state: 'pending' } },
  ])
  const core = {
    state: 'running',
    plugins: new Map(plugins as never),
    ports: { events, quiet: () => quiet },
  } as unknown as KernelCore
  const load = (id: string) => {
    log.push(id)
    return new Promise<never>((resolve, reject) => {
      endings.set(id, { resolve: resolve as () => void, reject })
    })
  }
  const work = loadDeferred(core, load, { idle: async () => {} })
  await settled()
  return work
}

it('begins nothing while somebody waits for a plugin', async () => {
  void begin('a')
  await settled()
  expect(log).toEqual([])
  becomeQuiet()
  await settled()
  expect(log).toEqual(['a'])
})

it.each([
  ['is here', [], () => arrive('a')],
  ['runs', [], () => endings.get('a')?.resolve()],
  ['has failed', ['HOST_UNEXPECTED'], () => endings.get('a')?.reject(new Error('no'))],
])('goes on to the next when the code of one %s', async (_, reported, happen) => {
  void begin('a', 'lazy', 'b')
  becomeQuiet()
  await settled()
  arrive('lazy')
  await settled()
  expect(log).toEqual(['a'])
  happen()
  await settled()
  expect(log).toEqual(['a', 'b'])
  expect(said).toEqual(reported)
})
