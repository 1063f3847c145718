import { expect, it, vi } from 'vitest'
import type { PluginContext } from '../plugin.ts'
import { createStandIns } from './stand-ins.ts'

/** Registers a service in each of several generations; gives what is handed out. */
function generations() {
  const standIns = createStandIns()
  return <Service>(service: Service, name = 'clock'): Service => {
    const register = vi.fn()
    const context = { id: 'a', services: { register } } as unknown as PluginContext
    standIns.registering(context).services.register(name, service)
    return register.mock.lastCall?.[1] as Service
  }
}

class Clock {
  #hour: number
  readonly zone: string
  constructor(hour: number, zone = 'UTC') {
    this.#hour = hour
    this.zone = zone
  }
  hour() {
    return this.#hour
  }
}

it('a kept reference, and a method that was taken off it, lead to the newest generation', () => {
  const register = generations()
  const kept = register(new Clock(1))
  const { hour } = kept
  expect([kept.hour(), hour(), kept.zone]).toEqual([1, 1, 'UTC'])
  register(new Clock(2, 'CET'))
  expect([kept.hour(), hour(), kept.zone]).toEqual([2, 2, 'CET'])
})

it('looks like what stands behind it', () => {
  const kept = generations()(new Clock(1))
  expect(kept).toBeInstanceOf(Clock)
  expect(Object.keys(kept)).toEqual(['zone'])
  expect('hour' in kept).toBe(true)
  expect(kept.hour).toBe(kept.hour)
})

it('each generation hands out another object, so that who follows the service is told', () => {
  const register = generations()
  expect(register({ now: 1 })).not.toBe(register({ now: 2 }))
})

it('a function that was kept calls the newest one', () => {
  const register = generations()
  const kept = register((count: number) => count + 1)
  register((count: number) => count + 2)
  expect(kept(1)).toBe(3)
})

it('other services of the plugin stay apart', () => {
  const register = generations()
  const kept = register({ now: 1 })
  register({ now: 2 }, 'calendar')
  expect(kept.now).toBe(1)
})

it.each([
  ['text', 'tick'],
  ['a Map', new Map()],
  ['a value of React', { $$typeof: Symbol() }],
])('hands out %s itself', (_, service) => {
  expect(generations()<unknown>(service)).toBe(service)
})
