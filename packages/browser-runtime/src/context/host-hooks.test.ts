import { expect, it } from 'vitest'
import { createHost } from '../host.ts'
import type { PluginContext } from '../plugin.ts'

function lab() {
  const host = createHost()
  const log: string[] = []
  const diagnostics: string[] = []
  host.on('diagnostic', ({ code, pluginId }) => diagnostics.push(`${code} ${pluginId}`))
  function use(id: string, init: (context: PluginContext) => void) {
    const note = (line: string) => () => void log.push(`${line} ${id}`)
    host.use({ id, init, start: note('start'), destroy: note('destroy') })
  }
  return { host, log, diagnostics, use }
}

/** Notes a line after what else is due has run. */
const later = (log: string[], line: string) => async () => {
  await new Promise((resolve) => setTimeout(resolve))
  log.push(line)
}

it('calls kernel:ready after every start, and bootstrap waits for its handlers', async () => {
  const { host, log, use } = lab()
  use('a', ({ on }) => void on('kernel:ready', later(log, 'ready a')))
  use('b', () => {})
  host.hooks.on('kernel:ready', later(log, 'ready app'))
  await host.bootstrap()
  expect(log).toEqual(['start a', 'start b', 'ready app', 'ready a'])
  await host.shutdown()
})

it('calls kernel:shutdown before the first destroy, and what the app has to do last at the end', async () => {
  const { host, log, use } = lab()
  use('a', ({ on }) => {
    on('kernel:shutdown', later(log, 'shutdown a'))
    on('kernel:stopped', () => void log.push('never'))
  })
  use('b', () => {})
  await host.bootstrap()
  log.length = 0
  host.hooks.on('kernel:stopped', later(log, 'stopped app'))
  await host.shutdown()
  expect(log).toEqual(['shutdown a', 'destroy b', 'destroy a', 'stopped app'])
})

it('starts and stops in spite of handlers that throw, and says whose they are', async () => {
  const { host, diagnostics, use } = lab()
  const boom = () => {
    throw new Error('boom')
  }
  use('a', ({ on }) => {
    on('kernel:ready', boom)
    on('kernel:shutdown', boom)
  })
  await host.bootstrap()
  expect(host.status('a')?.state).toBe('ready')
  await host.shutdown()
  expect(host.state).toBe('stopped')
  expect(diagnostics).toEqual(['LIFECYCLE_HANDLER_THREW a', 'LIFECYCLE_HANDLER_THREW a'])
})

it('carries what one plugin says to another, until the other stops', async () => {
  const { host, log, use } = lab()
  let say: PluginContext['emit'] = async () => {}
  use('a', ({ on }) => void on('saved', (name: string) => void log.push(`saved ${name}`)))
  use('b', ({ emit }) => void (say = emit))
  await host.bootstrap()
  log.length = 0
  await say('saved', 'one')
  await host.unload('a')
  await say('saved', 'two')
  expect(log).toEqual(['saved one', 'destroy a'])
  await host.shutdown()
})
