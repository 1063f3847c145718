import { expect, expectTypeOf, it, vi } from 'vitest'
import { late } from '../errors.ts'
import { createEvents } from '../../test/create-events.ts'
import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import { defineService } from './define-service.ts'
import type { ServiceFactory } from './plugin-services.ts'
import type { ServiceKernel } from './service-kernel.ts'
import { createLateServices } from './late-services.ts'
import { createRegistry } from './registry.ts'
import { createServices } from './services.ts'

declare module './service-map.ts' {
  interface ServiceMap {
    'test.clock': Clock
  }
}

interface Clock {
  now(): number
}

const own = <Dispose>(dispose: Dispose) => dispose

function lab(plugins: readonly Partial<ManagedPlugin>[] = [], load = vi.fn(async () => {})) {
  const events = createEvents()
  const kernel: ServiceKernel = {
    plugins: new Map(plugins.map((plugin) => [plugin.id as string, plugin as ManagedPlugin])),
    load,
    restart: vi.fn(async () => {}),
  }
  const registry = createRegistry()
  const lateServices = createLateServices({ ...registry, events, kernel, late })
  const servicesFor = createServices(
    registry,
    events,
    () => kernel.plugins,
    async (caller) => lateServices(caller),
  )
  const told: string[] = []
  for (const type of ['service:registered', 'service:unregistered'] as const) {
    events.on(type, ({ serviceName }) => told.push(`${type} ${serviceName}`))
  }
  const problems: string[] = []
  events.on('diagnostic', ({ code }) => problems.push(code))
  return { services: servicesFor({ own }), servicesFor, events, kernel, told, problems }
}

const code = (code: string) => expect.objectContaining({ code })
const counting = (): ServiceFactory => {
  let count = 0
  return () => ({ count: ++count })
}

it('service.duplicate: a taken name is refused, to a factory too', async () => {
  const { services } = lab()
  services.register('a', 1)
  expect(() => services.register('a', 2)).toThrow('already registered')
  await expect(services.registerFactory('a', () => 3)).rejects.toThrow('already registered')
  expect(services.get('a')).toBe(1)
})

it('service.missing: an unknown name throws and names what there is', async () => {
  const { services } = lab()
  services.register('clock', 1)
  expect(() => services.get('clok')).toThrow(code('SERVICE_MISSING'))
  expect(() => services.get('clok')).toThrow('clock')
  expect(services.find('clok')).toBeUndefined()
  expect(services.has('clok')).toBe(false)
  await expect(services.wait('clok', { timeout: 1 })).rejects.toThrow(code('SERVICE_TIMEOUT'))
})

it('service.replace: a decorator stands in the place of a service until it is disposed', async () => {
  const { services } = lab()
  services.register('greet', (name: string) => `hello ${name}`)
  const former = services.get<(name: string) => string>('greet')
  const undo = await services.replace('greet', (name: string) => former(name).toUpperCase())
  expect(services.get<typeof former>('greet')('ann')).toBe('HELLO ANN')
  undo()
  expect(services.get('greet')).toBe(former)
  await expect(services.replace('gone', 1)).rejects.toThrow(code('SERVICE_MISSING'))
})

it('replacements go in any order, and with the provider of what they replace', async () => {
  const { services, told } = lab()
  const unregister = services.register('a', 'registered')
  const first = await services.replace('a', 'first')
  const second = await services.replace('a', 'second')
  first()
  expect(services.get('a')).toBe('second')
  unregister()
  expect(services.has('a')).toBe(false)
  told.length = 0
  second()
  expect(told).toEqual([])
})

it('service.singleton: a factory runs once, also for callers at the same time', async () => {
  const { services } = lab()
  await services.registerFactory('a', counting())
  const [one, two] = await Promise.all([services.wait('a'), services.wait('a')])
  expect(one).toBe(two)
  expect(await services.wait('a')).toEqual({ count: 1 })
})

it('service.transient: a factory runs for each call', async () => {
  const { services } = lab()
  await services.registerFactory('a', counting(), { scope: 'transient' })
  expect(await services.wait('a')).toEqual({ count: 1 })
  expect(await services.wait('a')).toEqual({ count: 2 })
})

it('service.scoped: one object in each scope, a new one after clearScope', async () => {
  const { services } = lab()
  await services.registerFactory('a', counting(), { scope: 'scoped' })
  const one = await services.wait('a', { scope: '1' })
  expect(await services.wait('a', { scope: '1' })).toBe(one)
  expect(await services.wait('a', { scope: '2' })).toEqual({ count: 2 })
  await expect(services.wait('a')).rejects.toThrow(code('SERVICE_SCOPE_MISSING'))
  await services.clearScope('1')
  expect(await services.wait('a', { scope: '1' })).toEqual({ count: 3 })
  expect(await services.wait('a', { scope: '2' })).toEqual({ count: 2 })
})

it('service.async-sync-access: what a factory has not made yet must be waited for', async () => {
  const { services } = lab()
  await services.registerFactory('a', counting())
  expect(() => services.get('a')).toThrow('try wait()')
  expect(services.has('a')).toBe(true)
  const made = await services.wait('a')
  expect(services.get('a')).toBe(made)
})

it('a factory that fails says so, and is asked again by the next caller', async () => {
  const { servicesFor } = lab()
  const services = servicesFor({ id: 'maker', own })
  let attempts = 0
  await services.registerFactory('a', async () => {
    if (++attempts === 1) throw new Error('no network')
    return attempts
  })
  await expect(services.wait('a')).rejects.toThrow(/plugin "maker", threw: no network/)
  expect(await services.wait('a')).toBe(2)
  await services.registerFactory('nothing', () => undefined)
  await expect(services.wait('nothing')).rejects.toThrow(code('SERVICE_FACTORY_FAILED'))
})

it('a factory is told who asks, and for which scope', async () => {
  const { servicesFor } = lab()
  const factory = vi.fn(() => 1)
  await servicesFor({ own }).registerFactory('a', factory, { scope: 'scoped' })
  await servicesFor({ id: 'asker', own }).wait('a', { scope: 's' })
  expect(factory).toHaveBeenCalledWith({ name: 'a', scope: 's', pluginId: 'asker' })
})

it('with a ranking several stand side by side: the highest first, then the earliest', () => {
  const { services } = lab()
  services.register('a', 'first')
  services.register('a', 'second', { ranking: 0 })
  expect(services.get('a')).toBe('first')
  services.register('a', 'low', { ranking: -1 })
  const undo = services.register('a', 'high', { ranking: 5 })
  expect(services.get('a')).toBe('high')
  undo()
  expect(services.get('a')).toBe('first')
})

it('filters by equal properties, by the provider, and by a predicate', () => {
  const { services, servicesFor } = lab()
  services.register('store', 'memory', { properties: { kind: 'memory', size: 1 } })
  servicesFor({ id: 'disk', own }).register('store', 'disk', {
    ranking: -1,
    properties: { kind: 'disk', size: 9 },
  })
  expect(services.get('store', { kind: 'disk' })).toBe('disk')
  expect(services.get('store', { pluginId: 'disk' })).toBe('disk')
  expect(services.get('store', ({ size }) => Number(size) > 5)).toBe('disk')
  expect(services.has('store', { kind: 'disk', size: 1 })).toBe(false)
  expect(() => services.get('store', { kind: 'tape' })).toThrow(code('SERVICE_MISSING'))
})

it('tells of registrations and their end, once each', async () => {
  const { services, told } = lab()
  const undo = services.register('a', 1)
  undo()
  undo()
  expect(told).toEqual(['service:registered a', 'service:unregistered a'])
})

it('track tells the present service and hands over to the next best when a provider goes', async () => {
  const { services } = lab()
  const seen: unknown[] = []
  const undo = services.register('a', 'best', { ranking: 2 })
  services.register('a', 'next', { ranking: 1 })
  const stop = await services.track('a', (service) => seen.push(service))
  expect(seen).toEqual(['best'])
  services.register('b', 'other')
  services.register('a', 'lower', { ranking: 0 })
  undo()
  expect(seen).toEqual(['best', 'next'])
  stop()
  services.register('a', 'top', { ranking: 9 })
  expect(seen).toEqual(['best', 'next'])
})

it('track tells of coming and going, follows a filter, and has singletons made', async () => {
  const { services, problems } = lab()
  const seen: unknown[] = []
  await services.track('a', (service) => seen.push(service), { kind: 'x' })
  services.register('a', 'y', { properties: { kind: 'y' } })
  const undo = services.register('a', 'x', { ranking: 0, properties: { kind: 'x' } })
  undo()
  await services.registerFactory('a', async () => 'made', { ranking: 0, properties: { kind: 'x' } })
  await expect.poll(() => seen).toEqual([undefined, 'x', undefined, 'made'])
  await services.replace('a', 'replaced')
  expect(problems).toEqual([])
})

it('track does not tell what was made for a provider that has gone', async () => {
  const { services } = lab()
  const seen: unknown[] = []
  let finish = (_: unknown) => {}
  const factory = vi.fn(() => new Promise((resolve) => (finish = resolve)))
  const undo = await services.registerFactory('a', factory)
  const tracking = services.track('a', (service) => seen.push(service))
  await vi.waitFor(() => expect(factory).toHaveBeenCalled())
  undo()
  services.register('a', 'fresh')
  finish('stale')
  await tracking
  expect(seen).toEqual([undefined, 'fresh'])
})

it('track goes on when a listener throws', async () => {
  const { services, problems } = lab()
  const seen: unknown[] = []
  await services.track('a', (service) => {
    seen.push(service)
    throw new Error('listener')
  })
  services.register('a', 1)
  expect(seen).toEqual([undefined, 1])
  expect(problems).toEqual(['HOST_UNEXPECTED', 'HOST_UNEXPECTED'])
})

it('wait resolves with what comes later, and with what fits', async () => {
  const { services } = lab()
  const waiting = services.wait('a', { filter: { kind: 'x' } })
  services.register('a', 'y', { properties: { kind: 'y' } })
  services.register('a', 'x', { ranking: 0, properties: { kind: 'x' } })
  expect(await waiting).toBe('x')
})

it('wait names who waits for what when it takes too long', async () => {
  const status = { state: 'pending' } as ManagedPlugin['status']
  const { servicesFor } = lab([
    { id: 'p', strategy: 'on-demand', services: { clock: '1.0.0' }, status },
  ])
  const waiting = servicesFor({ id: 'a', own }).wait('clock', { timeout: 1, version: '^1.0.0' })
  await expect(waiting).rejects.toMatchObject({
    code: 'SERVICE_TIMEOUT',
    why: 'Plugin "a" waited 1 ms for service "clock" in "^1.0.0", which plugin "p" (pending) should provide.',
    fix: expect.stringContaining('loadPlugin()'),
  })
})

it('wait ends with its signal, and with the plugin that waits', async () => {
  const { servicesFor } = lab()
  const caller = new AbortController()
  const plugin = new AbortController()
  const services = servicesFor({ id: 'a', own, signal: plugin.signal })
  const first = services.wait('x', { signal: caller.signal })
  const second = services.wait('x')
  caller.abort(new Error('navigated'))
  await expect(first).rejects.toThrow('navigated')
  plugin.abort(new Error('stopped'))
  await expect(second).rejects.toThrow('stopped')
  await expect(services.wait('x')).rejects.toThrow('stopped')
})

it('wait takes a version in a range, from the registration or from the manifest', async () => {
  const ready = { state: 'ready' } as ManagedPlugin['status']
  const { services, servicesFor } = lab([
    { id: 'p', strategy: 'eager', services: { a: '2.1.0' }, status: ready },
  ])
  services.register('a', 'one', { version: '1.4.0', ranking: 9 })
  services.register('a', 'none', { ranking: 8 })
  servicesFor({ id: 'p', own }).register('a', 'two', { ranking: 0 })
  expect(await services.wait('a')).toBe('one')
  expect(await services.wait('a', { version: '^1.2.0' })).toBe('one')
  expect(await services.wait('a', { version: '^2.0.0' })).toBe('two')
  const [wrong, nobody] = [{ version: 'two' }, { version: '^3.0.0', timeout: 1 }]
  await expect(services.wait('a', wrong)).rejects.toThrow(code('SERVICE_RANGE_INVALID'))
  await expect(services.wait('a', nobody)).rejects.toThrow(code('SERVICE_TIMEOUT'))
})

it('a service whose provider went while it was made is not given out', async () => {
  const { services } = lab()
  let finish = (_: unknown) => {}
  const undo = await services.registerFactory(
    'a',
    () => new Promise((resolve) => (finish = resolve)),
  )
  const waiting = services.wait('a')
  await expect.poll(() => String(finish)).toContain('native')
  undo()
  finish('stale')
  services.register('a', 'fresh')
  expect(await waiting).toBe('fresh')
})

it('types a service by its token, by the map, by the caller, and else not at all', () => {
  const { services } = lab()
  const counter = defineService<{ next(): number }>('counter')
  services.register('test.clock', { now: () => 7 })
  services.register(counter, { next: () => 1 })
  services.register('other', 1)
  expectTypeOf(services.get('test.clock')).toEqualTypeOf<Clock>()
  expectTypeOf(services.get(counter)).toEqualTypeOf<{ next(): number }>()
  expectTypeOf(services.get('other')).toBeUnknown()
  expectTypeOf(services.get<number>('other')).toBeNumber()
  expectTypeOf(services.find('test.clock')).toEqualTypeOf<Clock | undefined>()
  expectTypeOf(services.wait(counter)).resolves.toEqualTypeOf<{ next(): number }>()
  void services.track('test.clock', (clock) => {
    expectTypeOf(clock).toEqualTypeOf<Clock | undefined>()
  })
  // @ts-expect-error -- the map says what a clock is
  services.register('test.clock', { now: 7 }, { ranking: -1 })
  // @ts-expect-error -- the token too
  void services.registerFactory(counter, () => ({ next: 'one' }), { ranking: -1 })
  expect(services.get('test.clock').now()).toBe(7)
})
