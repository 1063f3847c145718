import { expect, it } from 'vitest'
import { createHost } from './host.ts'

it('startLevel and startLevels decide what the start starts, and setStartLevel the rest', async () => {
  const log: string[] = []
  const plugin = (id: string) => ({ id, version: '1.0.0', init: () => void log.push(id) })
  const host = createHost({ startLevel: 2, startLevels: { late: 3, early: 2 } })
  host.use(plugin('late')).use(plugin('early')).use(plugin('other'))
  await host.bootstrap()
  expect(log).toEqual(['early', 'other'])
  expect(host.startLevel).toBe(2)
  await host.setStartLevel(3)
  expect(log).toEqual(['early', 'other', 'late'])
  expect(host.startLevel).toBe(3)
  await host.shutdown()
})

it('startLevel alone can hold everything back', async () => {
  const host = createHost({ startLevel: 0 })
  host.use({ id: 'a', version: '1.0.0', init() {} })
  await host.bootstrap()
  expect(host.status('a')?.state).toBe('pending')
  await host.shutdown()
})
