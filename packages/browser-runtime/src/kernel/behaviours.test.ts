import { readFileSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { createHost, type Host } from '../host.ts'
import type { PluginDefinition } from '../plugin.ts'
import type { PluginServices } from '../services/plugin-services.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

const { behaviours } = JSON.parse(read('../../../shared/src/conformance.fixture.json')) as {
  behaviours: { id: string; given: string; when: string; then: string }[]
}

const hosts: Host[] = []

function host(): Host {
  const created = createHost()
  created.on('diagnostic', () => {})
  hosts.push(created)
  return created
}

afterEach(async () => {
  for (const one of hosts.splice(0)) {
    if (one.state === 'running') await one.shutdown()
    // A host that was never started stays on the page; nothing else would take it away.
    const page = globalThis as { [key: symbol]: Set<Host> }
    page[Symbol.for('@mortise/hosts')]?.delete(one)
  }
})

type Initialization = NonNullable<
  NonNullable<NonNullable<PluginDefinition['manifest']>['loading']>['initialization']
>

const loading = (initialization: Initialization) => ({
  version: '1.0.0',
  type: 'plugin' as const,
  name: 'A plugin',
  loading: { strategy: 'eager' as const, initialization },
})

const boom = () => {
  throw new Error('boom')
}
const never = () => new Promise<never>(() => {})

/** Plugins that write down what is called. */
function recorder() {
  const log: string[] = []
  const plugin = (id: string, more: Partial<PluginDefinition> = {}): PluginDefinition => ({
    id,
    init: () => void log.push(`init ${id}`),
    start: () => void log.push(`start ${id}`),
    destroy: () => void log.push(`destroy ${id}`),
    ...more,
  })
  return { log, plugin }
}

async function services(use: (services: PluginServices) => unknown) {
  const one = host()
  await one.bootstrap()
  await use(one.services)
}

const withVersion = (version: string) =>
  host()
    .use({ id: 'a', version, init() {} })
    .bootstrap()

/** What the contract leaves as the original kernel has it, by the behaviour's id. */
const held: Record<string, () => unknown> = {
  'kernel.use.no-init': () =>
    expect(
      host()
        .use({ id: 'a' } as never)
        .bootstrap(),
    ).rejects.toThrow('has no valid init()'),
  'kernel.use.invalid-name': () =>
    expect(
      host()
        .use({ name: '', init() {} })
        .bootstrap(),
    ).rejects.toThrow('has no valid id'),
  'kernel.use.default-version': async () => {
    const versions: unknown[] = []
    const one = host()
    one.on('plugin:registered', ({ version }) => versions.push(version))
    await one.use({ id: 'a', init() {} }).bootstrap()
    expect(versions).toEqual(['0.0.0'])
  },
  'kernel.use.runtime-version-form': async () => {
    for (const version of ['1.0.0-alpha.1', '1.0.0+20230101']) {
      await expect(withVersion(version)).resolves.toBeUndefined()
    }
  },
  'kernel.use.bad-version': async () => {
    for (const version of ['1.0', 'v1.0.0', '1', 'invalid']) {
      await expect(withVersion(version)).rejects.toThrow('has no valid version')
    }
  },
  'kernel.bootstrap.twice': async () => {
    const one = host()
    await one.bootstrap()
    await expect(one.bootstrap()).rejects.toThrow('already bootstrapped')
  },
  'kernel.state': async () => {
    const one = host()
    const states = [one.state]
    one.use({
      id: 'a',
      init: () => void states.push(one.state),
      destroy: () => void states.push(one.state),
    })
    await one.bootstrap()
    states.push(one.state)
    await one.shutdown()
    states.push(one.state)
    expect(states).toEqual(['idle', 'initializing', 'running', 'stopping', 'stopped'])
  },
  'kernel.shutdown.before-bootstrap': () =>
    expect(host().shutdown()).rejects.toThrow('not running'),
  'kernel.shutdown.twice': async () => {
    const one = host()
    const severities: string[] = []
    one.on('diagnostic', ({ severity }) => severities.push(severity))
    await one.bootstrap()
    await one.shutdown()
    await one.shutdown()
    expect(severities).toEqual(['warning'])
  },
  'kernel.bootstrap.order': async () => {
    const { log, plugin } = recorder()
    const one = host()
    one.on('kernel:ready', () => log.push('ready'))
    await one
      .use(plugin('a', { dependencies: ['b'] }))
      .use(plugin('b'))
      .bootstrap()
    expect(log).toEqual(['init b', 'init a', 'start b', 'start a', 'ready'])
  },
  'kernel.order.dependency-first': async () => {
    const { log, plugin } = recorder()
    await host()
      .use(plugin('a', { dependencies: ['b'] }))
      .use(plugin('b'))
      .bootstrap()
    expect(log.slice(0, 2)).toEqual(['init b', 'init a'])
  },
  'kernel.order.stable': async () => {
    const { log, plugin } = recorder()
    await host().use(plugin('c')).use(plugin('a')).use(plugin('b')).bootstrap()
    expect(log.slice(0, 3)).toEqual(['init c', 'init a', 'init b'])
  },
  'kernel.timeout.default': async () => {
    vi.useFakeTimers()
    try {
      const one = host().use({ id: 'a', init: never })
      const started = one.bootstrap()
      await vi.advanceTimersByTimeAsync(29_999)
      expect(one.status('a')?.state).toBe('initializing')
      vi.advanceTimersByTime(1)
      vi.useRealTimers()
      await started
      expect(one.status('a')?.lastError).toContain('timeout of 30000 ms')
    } finally {
      vi.useRealTimers()
    }
  },
  'kernel.metrics': async () => {
    const durations: unknown[] = []
    const one = host()
    one.on('plugin:started', ({ pluginName, duration }) => durations.push([pluginName, duration]))
    const wait = () => new Promise((resolve) => setTimeout(resolve, 20))
    await one
      .use({ id: 'a', init() {}, start: wait })
      .use({ id: 'b', init() {} })
      .bootstrap()
    expect(durations).toEqual([
      ['a', expect.toSatisfy((ms: number) => ms > 0)],
      ['b', 0],
    ])
  },
  'kernel.shutdown.destroys': async () => {
    const { log, plugin } = recorder()
    const one = host().use(plugin('a')).use(plugin('b'))
    one.on('kernel:shutdown', () => log.push('shutdown'))
    await one.bootstrap()
    await one.shutdown()
    expect(log.slice(4)).toEqual(['shutdown', 'destroy b', 'destroy a'])
  },
  'kernel.shutdown.destroy-error': async () => {
    const { log, plugin } = recorder()
    const one = host()
      .use(plugin('a'))
      .use(plugin('b', { destroy: boom }))
    await one.bootstrap()
    await one.shutdown()
    expect(log).toContain('destroy a')
    expect(one.state).toBe('stopped')
  },
  'kernel.start.no-rollback': async () => {
    const { log, plugin } = recorder()
    await host()
      .use(plugin('a'))
      .use(plugin('b', { start: boom }))
      .bootstrap()
    expect(log).not.toContain('destroy a')
  },
  'service.duplicate': () =>
    services((all) => {
      all.register('clock', 1)
      expect(() => all.register('clock', 2)).toThrow('already registered')
    }),
  'service.missing': () =>
    services((all) =>
      expect(() => all.get('clock')).toThrow(expect.objectContaining({ code: 'SERVICE_MISSING' })),
    ),
  'service.replace': () =>
    services(async (all) => {
      all.register('clock', { now: () => 1 })
      const old = all.get<{ now(): number }>('clock')
      await all.replace('clock', { now: () => old.now() + 1 })
      expect(all.get<{ now(): number }>('clock').now()).toBe(2)
      await expect(all.replace('other', 1)).rejects.toMatchObject({ code: 'SERVICE_MISSING' })
    }),
  'service.singleton': () =>
    services(async (all) => {
      const make = vi.fn(() => ({}))
      await all.registerFactory('clock', make)
      expect(await all.wait('clock')).toBe(await all.wait('clock'))
      expect(make).toHaveBeenCalledOnce()
    }),
  'service.transient': () =>
    services(async (all) => {
      const make = vi.fn(() => ({}))
      await all.registerFactory('clock', make, { scope: 'transient' })
      expect(await all.wait('clock')).not.toBe(await all.wait('clock'))
      expect(make).toHaveBeenCalledTimes(2)
    }),
  'service.scoped': () =>
    services(async (all) => {
      const make = vi.fn(() => ({}))
      await all.registerFactory('clock', make, { scope: 'scoped' })
      const first = await all.wait('clock', { scope: '1' })
      expect(await all.wait('clock', { scope: '1' })).toBe(first)
      expect(await all.wait('clock', { scope: '2' })).not.toBe(first)
      expect(make).toHaveBeenCalledTimes(2)
      await expect(all.wait('clock')).rejects.toMatchObject({ code: 'SERVICE_SCOPE_MISSING' })
      await all.clearScope('1')
      expect(await all.wait('clock', { scope: '1' })).not.toBe(first)
    }),
  'service.async-sync-access': () =>
    services(async (all) => {
      await all.registerFactory('clock', () => ({}))
      expect(() => all.get('clock')).toThrow('wait()')
    }),
  'health.unknown-plugin': async () => {
    const one = host()
    await one.bootstrap()
    const { healthy, message, lastCheck } = await one.health('a')
    expect(healthy).toBe(false)
    expect(message).toContain('not found')
    expect(lastCheck).toBeInstanceOf(Date)
  },
  'health.no-check': async () => {
    const one = host().use({ id: 'a', init() {} })
    await one.bootstrap()
    const { healthy, message } = await one.health('a')
    expect(healthy).toBe(true)
    expect(message).toContain('no health check')
  },
  'health.throws': async () => {
    const one = host().use({ id: 'a', init() {}, healthCheck: boom })
    await one.bootstrap()
    const { healthy, message } = await one.health('a')
    expect(healthy).toBe(false)
    expect(message.toLowerCase()).toContain('health check failed')
  },
  'doc.lifecycle': async () => {
    const seen: string[] = []
    const one = host()
    const types = [
      'plugin:registered',
      'load-started',
      'load-completed',
      'init-started',
      'init-completed',
      'plugin:started',
      'plugin:destroyed',
    ] as const
    for (const type of types) one.on(type, () => seen.push(type))
    await one.use({ id: 'a', init() {} }).bootstrap()
    await one.shutdown()
    expect(seen).toEqual(types)
  },
  'doc.priority': async () => {
    const { log, plugin } = recorder()
    const first = { ...loading({ priority: 1 }), id: 'first' }
    await host()
      .use(plugin('a'))
      .use(plugin('first', { manifest: first }))
      .bootstrap()
    expect(log.slice(0, 2)).toEqual(['init first', 'init a'])
  },
  'doc.critical': async () => {
    for (const critical of [true, false]) {
      const manifest = { ...loading({ critical }), id: 'a' }
      const started = host().use({ manifest, init: boom }).bootstrap()
      if (critical) await expect(started).rejects.toMatchObject({ code: 'LIFECYCLE_THREW' })
      else await started
    }
  },
  'doc.backcompat': async () => {
    const init = vi.fn()
    const { loading: _, ...manifest } = { ...loading({}), id: 'a' }
    const kernel = host()
    kernel.use({ manifest, init })
    await kernel.bootstrap()
    expect(init).toHaveBeenCalledOnce()
    expect(kernel.status('a')?.state).toBe('ready')
  },
}

/** Proven where the code is, in Node, in a browser or by a build: file and title. */
const elsewhere: Record<string, [file: string, title: string]> = {
  'doc.strategy': [
    'e2e/strategies.spec.ts',
    'deferred: after kernel:ready, the first contentful paint and an idle moment',
  ],
  'doc.backoff': ['e2e/dynamic-import.spec.ts', 'retry.backoffMs is what it waits for'],
  'doc.units': [
    'packages/bundler-plugin/test/build.test.ts',
    'maxChunkSize cuts a large feature, and names a module that nobody can cut',
  ],
}

/** Of mechanisms that are not here yet: reload, cache, sandbox. */
const toCome = /^(hotreload|permission|sandbox)\.|^doc\.(ttl|hybrid)$/

const decision = read('../../../../docs/decisions/0016-behaviours-that-the-contract-overrules.md')
const isOverruled = (id: string) => decision.includes(`\`${id}\``)

it.each(Object.entries(held))('%s', async (_, test) => {
  await test()
})

it.each(behaviours)('$id is held here, elsewhere or overruled with a reason', ({ id }) => {
  const places = [id in held, id in elsewhere, toCome.test(id), isOverruled(id)]
  expect(places.filter(Boolean)).toHaveLength(1)
})

it.each(Object.entries(elsewhere))('%s is held by %s', (_, [file, title]) => {
  expect(read(`../../../../${file}`)).toContain(`'${title}'`)
})
