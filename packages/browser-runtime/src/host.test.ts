import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHost, type Host } from './host.ts'
import { loadPlugin } from './load-plugin.ts'

const hosts: Host[] = []

function host(...options: Parameters<typeof createHost>) {
  const created = createHost(...options)
  hosts.push(created)
  return created
}

afterEach(async () => {
  for (const one of hosts.splice(0)) {
    if (one.state === 'idle') await one.bootstrap()
    if (one.state === 'running') await one.shutdown()
    // A host whose start failed stays on the page; nothing else would take it away.
    const page = globalThis as { [key: symbol]: Set<Host> }
    page[Symbol.for('@mortise/hosts')]?.delete(one)
  }
})

const manifest = { id: 'com.example.plugin', version: '1.0.0', type: 'plugin', name: 'P' } as const

describe('use', () => {
  it('registers at once, so that the document’s own snippet works', async () => {
    const kernel = host()
    const init = vi.fn()
    kernel.use({ name: 'mine', init })
    await kernel.bootstrap()
    expect(init).toHaveBeenCalledOnce()
    expect(kernel.status('mine')).toMatchObject({ state: 'ready' })
  })

  it.each([
    { what: 'no id', plugin: { init() {} } },
    { what: 'an empty name', plugin: { name: '', init() {} } },
    { what: 'no init', plugin: { id: 'a' } },
    ...['1.0', 'v1.0.0', '1', 'invalid', '01.0.0', '1.0.0-', '1.0.0-a..b'].map((version) => ({
      what: `version ${version}`,
      plugin: { id: 'a', version, init() {} },
    })),
  ])('refuses a plugin with $what when the plan is made', async ({ plugin }) => {
    const one = host().use(plugin as never)
    await expect(one.bootstrap()).rejects.toMatchObject({ code: 'LIFECYCLE_PLUGIN_INVALID' })
  })

  it('names what is wrong with a plugin, and all of it', async () => {
    const wrong = { id: '', version: '1', init: 1 } as never
    await expect(host().use(wrong).bootstrap()).rejects.toThrow(
      'plugin "" 1 has no valid id, version, init()',
    )
  })

  it.each(['1.0.0-alpha.1', '1.0.0+20230101', '1.0.0-rc.1+build.5'])(
    'takes version %s',
    async (version) => {
      await host()
        .use({ id: 'a', version, init() {} })
        .bootstrap()
    },
  )

  it('refuses an id twice, and any plugin after bootstrap', async () => {
    const one = host().use({ id: 'a', init() {} })
    expect(() => one.use({ id: 'a', init() {} })).toThrow('already registered')
    await one.bootstrap()
    expect(() => one.use({ id: 'b', init() {} })).toThrow('after bootstrap')
  })

  it('orders plugins by their dependencies', async () => {
    const order: string[] = []
    const plugin = (id: string, dependencies: string[]) => {
      return { id, dependencies, init: () => void order.push(id) }
    }
    await host()
      .use(plugin('a', ['b']))
      .use(plugin('b', []))
      .bootstrap()
    expect(order).toEqual(['b', 'a'])
  })

  it('reports a plugin whose dependency is missing, and starts the others', async () => {
    const one = host()
    const codes: string[] = []
    one.on('diagnostic', ({ code }) => codes.push(code))
    await one
      .use({ id: 'a', dependencies: ['missing'], init() {} })
      .use({ id: 'b', init() {} })
      .bootstrap()
    expect(one.status('a')?.state).toBe('failed')
    expect(one.status('b')?.state).toBe('ready')
    expect(codes).toHaveLength(1)
  })

  it.each([
    ['eager', 1],
    ['lazy', 0],
    ['on-demand', 0],
  ] as const)('runs init when the manifest’s strategy says so: %s', async (strategy, calls) => {
    const init = vi.fn()
    const one = host().use({ manifest: { ...manifest, loading: { strategy } }, init })
    await one.bootstrap()
    expect(init).toHaveBeenCalledTimes(calls)
    await one.loadPlugin(manifest.id)
    expect(init).toHaveBeenCalledOnce()
  })

  it.each([
    [undefined, ['a', 'b']],
    [1, ['b', 'a']],
  ])('initialization.priority: a lower number goes first: %s', async (priority, expected) => {
    const order: string[] = []
    const initialization = priority === undefined ? {} : { priority }
    const loading = { strategy: 'eager', initialization } as const
    await host()
      .use({ id: 'a', init: () => void order.push('a') })
      .use({ manifest: { ...manifest, id: 'b', loading }, init: () => void order.push('b') })
      .bootstrap()
    expect(order).toEqual(expected)
  })

  it('refuses a range that is none when the plan is made', async () => {
    const init = vi.fn()
    const one = host()
      .use({ id: 'a', version: '1.0.0', dependencies: { b: '1 to 2' }, init })
      .use({ id: 'b', version: '1.0.0', init() {} })
    const codes: string[] = []
    one.on('diagnostic', ({ code }) => codes.push(code))
    await one.bootstrap()
    const reason = 'MANIFEST_RANGE_INVALID'
    expect(codes).toEqual([reason])
    // The code that tells of conditions comes when the page is idle.
    await expect
      .poll(() => one.status('a')?.conditions[0])
      .toMatchObject({ status: 'False', reason })
    expect(one.status('b')?.state).toBe('ready')
    expect(init).not.toHaveBeenCalled()
  })

  it('tells the status of a plugin before bootstrap', () => {
    const one = host().use({ id: 'a', init() {} })
    expect(one.status('a')).toMatchObject({ state: 'pending', progress: 0 })
    expect(one.status('b')).toBeUndefined()
  })

  it('shows what the manifest contributes', async () => {
    const extensions = { 'app.routes': [{ path: '/a' }] }
    const contributes = { commands: [{ name: 'run' }] }
    const one = host().use({ manifest: { ...manifest, extensions, contributes }, init() {} })
    await one.bootstrap()
    const pluginId = manifest.id
    expect(one.extensions('app.routes')).toEqual([{ path: '/a', pluginId }])
    expect(one.extensions('contributes.commands')).toEqual([{ name: 'run', pluginId }])
  })

  it('gives the plugin its configuration: the host’s values over the defaults', async () => {
    const configuration = {
      properties: {
        unit: { type: 'string', default: 'km' },
        limit: { type: 'number', required: true },
      },
    } as const
    const init = vi.fn()
    const plugin = { manifest: { ...manifest, configuration }, init }
    await host({ config: { [manifest.id]: { limit: 3 } } })
      .use(plugin)
      .bootstrap()
    expect(init.mock.calls[0]?.[0].config).toEqual({ unit: 'km', limit: 3 })
    const wrong = host({ config: { [manifest.id]: { limit: '3' } } }).use(plugin)
    wrong.on('diagnostic', () => {})
    await wrong.bootstrap()
    expect(wrong.status(manifest.id)?.lastError).toContain('"limit" is to be of type number')
  })

  it('refuses a plugin that asks for a sandbox', async () => {
    const loading = { strategy: 'eager', sandboxing: { enabled: true } } as const
    const init = vi.fn()
    const one = host().use({ manifest: { ...manifest, loading }, init })
    const codes: string[] = []
    one.on('diagnostic', ({ code }) => codes.push(code))
    await one.bootstrap()
    expect(codes).toEqual(['CONFIG_UNSUPPORTED'])
    expect(init).not.toHaveBeenCalled()
  })
})

describe('loadPlugin', () => {
  it('asks the page’s only host', async () => {
    await host()
      .use({ id: 'a', init() {} })
      .bootstrap()
    await expect(loadPlugin('a')).resolves.toMatchObject({ id: 'a', state: 'ready' })
  })

  it('rejects when the page has none, or several', async () => {
    await expect(loadPlugin('a')).rejects.toMatchObject({ code: 'HOST_MISSING' })
    host()
    host()
    await expect(loadPlugin('a')).rejects.toMatchObject({ code: 'HOST_AMBIGUOUS' })
  })
})

describe('services', () => {
  it('a plugin gets those of its dependencies; a missing one is explained', async () => {
    const found = vi.fn()
    const one = host()
    one.on('diagnostic', () => {})
    await one
      .use({ id: 'a', init: ({ services }) => void services.register('clock', 1) })
      .use({ id: 'b', dependencies: ['a'], init: ({ services }) => found(services.get('clock')) })
      .use({ id: 'c', init: ({ services }) => services.get('clok') })
      .use({ id: 'd', init: ({ services }) => services.register('clock', 2) })
      .bootstrap()
    expect(found).toHaveBeenCalledWith(1)
    expect(one.status('c')?.lastError).toContain('Did you mean "clock"?')
    expect(one.status('d')?.lastError).toContain('already registered')
  })
})

describe('events', () => {
  it('a listener that throws is reported and stops nothing', async () => {
    const one = host().use({ id: 'a', init() {} })
    const causes: unknown[] = []
    one.on('diagnostic', ({ cause }) => causes.push(cause))
    const error = new Error('mine')
    one.on('plugin:init', () => {
      throw error
    })
    one.subscribe(() => {
      throw error
    })
    await one.bootstrap()
    expect(new Set(causes)).toEqual(new Set([error]))
    expect(one.status('a')?.state).toBe('ready')
  })

  it.each([
    [null, 'null'],
    ['boom', 'boom'],
    // The browser's own errors have numbers for codes.
    [new DOMException('left', 'AbortError'), 'left'],
    [Object.assign(new Error('gone'), { code: 'ENOENT' }), 'gone'],
  ])('a listener may throw anything: %s', async (thrown, why) => {
    const one = host().use({ id: 'a', init() {} })
    const diagnostics: unknown[] = []
    one.on('diagnostic', ({ code, why: said }) => diagnostics.push({ code, why: said }))
    one.on('kernel:ready', () => {
      throw thrown
    })
    await one.bootstrap()
    expect(diagnostics).toEqual([{ code: 'HOST_UNEXPECTED', why }])
    expect(one.status('a')?.state).toBe('ready')
  })

  it('diagnostics that nobody hears go to the console', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    await host()
      .use({ id: 'a', init: () => Promise.reject(new Error('boom')) })
      .bootstrap()
    expect(log).toHaveBeenCalledWith(
      '[mortise]',
      expect.objectContaining({ code: 'LIFECYCLE_THREW' }),
    )
    log.mockRestore()
  })
})
