import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PluginManifestInput } from '@mortise/shared'
import { createHost, type Host, type HostOptions } from '../host.ts'
import type { PluginContext, PluginHooks } from '../plugin.ts'

const hosts: Host[] = []

afterEach(async () => {
  for (const host of hosts.splice(0)) if (host.state === 'running') await host.shutdown()
})

function cell<Value>(value: Value) {
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(next: Value) {
      value = next
      listeners.forEach((listener) => listener())
    },
    listeners,
  }
}

interface Contributor extends Partial<PluginHooks> {
  id: string
  manifest?: Partial<PluginManifestInput>
}

/** A host with plugins of its own code, whose signals have nothing to do with the page. */
async function start(plugins: readonly Contributor[], options: HostOptions = {}) {
  const host = createHost({
    route: cell('/'),
    device: 'desktop',
    network: '4g',
    ...options,
  })
  hosts.push(host)
  const diagnostics: { code: string; why: string; pluginId?: string }[] = []
  host.on('diagnostic', (one) => diagnostics.push(one))
  for (const { id, manifest, init = () => {}, ...hooks } of plugins) {
    const full = { id, version: '1.0.0', type: 'plugin', name: id, ...manifest } as const
    host.use({ manifest: { loading: { strategy: 'eager' }, ...full }, init, ...hooks })
  }
  await host.bootstrap()
  const labels = (point = 'tabs') => host.extensions(point).map(({ label }) => label)
  return { host, diagnostics, labels, codes: () => diagnostics.map(({ code }) => code) }
}

const tabs = (...tabs: object[]) => ({ extensions: { tabs } })

const labelled = {
  type: 'object',
  required: ['label'],
  properties: { label: { type: 'string' }, feature: { type: 'string' } },
  additionalProperties: false,
}

describe('schemas', () => {
  it('leaves a bad contribution out, says which and why, and lets its plugin work', async () => {
    const init = vi.fn()
    const { host, diagnostics, labels } = await start(
      [
        { id: 'a', manifest: tabs({ label: 'A' }, { lable: 'B' }, { label: 3 }), init },
        { id: 'b', manifest: tabs({ label: 'C' }) },
      ],
      { extensionPoints: { tabs: { schema: labelled } } },
    )
    expect(labels()).toEqual(['A', 'C'])
    expect(diagnostics).toMatchObject([
      {
        code: 'EXTENSION_INVALID',
        severity: 'warning',
        pluginId: 'a',
        why: expect.stringMatching(
          /tabs\[1\] of plugin "a".*`tabs\[1\]\.lable`: did you mean `label`\?/,
        ),
      },
      { code: 'EXTENSION_INVALID', pluginId: 'a', why: expect.stringContaining('`tabs[2].label`') },
    ])
    expect(init).toHaveBeenCalledOnce()
    expect(host.status('a')?.state).toBe('ready')
  })

  it('takes the schema of a plugin that declares a point in its manifest', async () => {
    const point = { id: 'b.extension.tabs', name: 'Tabs', type: 'widget' } as const
    const { host, codes } = await start([
      { id: 'a', manifest: { extensions: { 'b.extension.tabs': [{ label: 'A' }, {}] } } },
      {
        id: 'b',
        manifest: {
          capabilities: { extensionPoints: [{ ...point, contract: { schema: labelled } }] },
        },
      },
    ])
    expect(host.extensions('b.extension.tabs')).toEqual([{ label: 'A', pluginId: 'a' }])
    expect(codes()).toEqual(['EXTENSION_INVALID'])
  })

  it('reports a schema that cannot be used, and shows what it cannot check', async () => {
    const { labels, codes } = await start([{ id: 'a', manifest: tabs({ label: 'A' }) }], {
      extensionPoints: { tabs: { schema: { type: 'objekt' } } },
    })
    expect(labels()).toEqual(['A'])
    expect(codes()).toEqual(['EXTENSION_SCHEMA_INVALID'])
  })

  it('names the declared point that an undeclared one is meant to be', async () => {
    const { host, diagnostics } = await start(
      [{ id: 'a', manifest: { extensions: { 'app.tbas': [{}], 'app.other': [{}] } } }],
      { extensionPoints: { 'app.tabs': { schema: true } } },
    )
    expect(diagnostics).toMatchObject([
      { code: 'EXTENSION_POINT_UNKNOWN', why: expect.stringContaining('Did you mean "app.tabs"?') },
    ])
    expect(host.extensions('app.tbas')).toHaveLength(1)
  })
})

describe('order', () => {
  it('is the plan’s, then a lower priority goes first', async () => {
    const { labels } = await start([
      { id: 'a', manifest: tabs({ label: 'late', priority: 200 }, { label: 'A' }) },
      { id: 'b', manifest: tabs({ label: 'B' }, { label: 'early', priority: 1 }) },
    ])
    expect(labels()).toEqual(['early', 'A', 'B', 'late'])
  })

  it('honours the priority of capabilities.extensions, and names their feature', async () => {
    const extension = { targetPluginId: 'x.y', extensionPointId: 'x.extension.tab' }
    const contribute = (implementation: string, priority?: number) => ({
      features: { panel: './panel.ts' },
      capabilities: {
        extensions: [{ ...extension, implementation, ...(priority && { priority }) }],
      },
    })
    const { host } = await start([
      { id: 'a', manifest: contribute('panel') },
      { id: 'b', manifest: contribute('other', 5) },
    ])
    expect(host.extensions('x.extension.tab')).toMatchObject([
      { pluginId: 'b', implementation: 'other' },
      { pluginId: 'a', implementation: 'panel', feature: 'panel' },
    ])
  })

  it('gives a single point to the first that holds, and says who came too late', async () => {
    const roles = cell<readonly string[]>([])
    const { labels, diagnostics } = await start(
      [
        { id: 'a', manifest: tabs({ label: 'A', when: { roles: ['admin'] } }) },
        { id: 'b', manifest: tabs({ label: 'B' }) },
      ],
      { roles, extensionPoints: { tabs: { cardinality: 'single' } } },
    )
    expect(labels()).toEqual(['B'])
    expect(diagnostics).toEqual([])
    roles.set(['admin'])
    expect(labels()).toEqual(['A'])
    await vi.waitFor(() =>
      expect(diagnostics).toMatchObject([
        { code: 'EXTENSION_SURPLUS', pluginId: 'b', why: expect.stringContaining('plugin "a"') },
      ]),
    )
  })
})

describe('conditions', () => {
  it.each<[string, object, HostOptions, HostOptions]>([
    ['roles', { roles: ['admin'] }, { roles: ['viewer'] }, { roles: ['admin', 'x'] }],
    ['device', { deviceType: ['mobile'] }, { device: 'desktop' }, { device: 'mobile' }],
    ['network', { minNetworkSpeed: '4g' }, { network: '3g' }, { network: '4g' }],
    ['flags', { flags: ['beta'] }, { flags: { beta: false } }, { flags: { beta: true } }],
    ['route', { routes: ['/a/:id'] }, { route: () => '/a' }, { route: cell('/a/1') }],
  ])('hide and show by %s', async (_name, when, hidden, visible) => {
    // A function as route follows the page's history, which is not here.
    const of = ({ route, ...rest }: HostOptions) => ({
      ...rest,
      ...(route && { route: typeof route === 'function' ? cell(route()) : route }),
    })
    const plugin = { id: 'a', manifest: tabs({ label: 'A', when }, { label: 'B' }) }
    expect((await start([plugin], of(hidden))).labels()).toEqual(['B'])
    expect((await start([plugin], of(visible))).labels()).toEqual(['A', 'B'])
  })

  it('are followed: a new array and a word to subscribers exactly when the result changes', async () => {
    const roles = cell<readonly string[]>(['viewer'])
    const { host } = await start(
      [
        {
          id: 'a',
          manifest: tabs({ label: 'A', when: { roles: ['admin', 'owner'] } }, { label: 'B' }),
        },
        { id: 'b', manifest: { extensions: { others: [{}] } } },
      ],
      { roles },
    )
    const told = vi.fn()
    host.subscribe(told)
    const before = host.extensions('tabs')
    const others = host.extensions('others')
    roles.set(['editor'])
    expect(host.extensions('tabs')).toBe(before)
    expect(told).not.toHaveBeenCalled()
    roles.set(['admin'])
    expect(told).toHaveBeenCalledOnce()
    const after = host.extensions('tabs')
    expect(after).toHaveLength(2)
    expect(after[1]).toBe(before[0])
    roles.set(['owner'])
    expect(host.extensions('tabs')).toBe(after)
    expect(host.extensions('others')).toBe(others)
    expect(told).toHaveBeenCalledOnce()
  })

  it('take a function of the host at its word, whenever they are read', async () => {
    let role = 'viewer'
    const { labels } = await start(
      [{ id: 'a', manifest: tabs({ label: 'A', when: { roles: ['admin'] } }) }],
      { roles: () => [role] },
    )
    expect(labels()).toEqual([])
    role = 'admin'
    expect(labels()).toEqual(['A'])
  })

  it('that cannot be judged leave their contribution out, with the nearest key', async () => {
    const { labels, diagnostics } = await start([
      {
        id: 'a',
        manifest: tabs(
          { label: 'A', when: { role: ['admin'] } },
          { label: 'B', when: { routes: ['a'] } },
          { label: 'C' },
        ),
      },
    ])
    expect(labels()).toEqual(['C'])
    expect(diagnostics).toMatchObject([
      {
        code: 'EXTENSION_CONDITION_INVALID',
        why: expect.stringContaining('`tabs[0].when.role`: did you mean `roles`?'),
      },
      {
        code: 'EXTENSION_CONDITION_INVALID',
        why: expect.stringContaining('does not begin with "/"'),
      },
    ])
  })

  it('are no longer followed after the host has shut down', async () => {
    const roles = cell<readonly string[]>([])
    const { host } = await start([{ id: 'a', manifest: tabs({ when: { roles: ['a'] } }) }], {
      roles,
    })
    expect(roles.listeners.size).toBe(1)
    await host.shutdown()
    expect(roles.listeners.size).toBe(0)
  })
})

describe('live changes', () => {
  const contribute =
    (value: object, point = 'tabs') =>
    ({ extensions }: PluginContext) =>
      extensions.contribute(point, value as Record<string, unknown>)

  it('show what a running plugin contributes, in its plugin’s place, until it stops', async () => {
    const { host, labels } = await start([
      { id: 'a', manifest: tabs({ label: 'A' }), init: contribute({ label: 'A2' }) },
      { id: 'b', manifest: tabs({ label: 'B' }) },
      { id: 'c', manifest: { loading: { strategy: 'lazy' } }, init: contribute({ label: 'C' }) },
    ])
    expect(labels()).toEqual(['A', 'A2', 'B'])
    await host.loadPlugin('c')
    expect(labels()).toEqual(['A', 'A2', 'B', 'C'])
    const told = vi.fn()
    host.subscribe(told)
    await host.unload('a')
    // What the manifest says stays while the plugin is installed: a first use loads it again.
    expect(labels()).toEqual(['A', 'B', 'C'])
    expect(told).toHaveBeenCalled()
  })

  it('take back what a plugin disposes itself', async () => {
    let dispose = () => {}
    const { host, labels } = await start([
      { id: 'a', init: (context) => void (dispose = contribute({ label: 'A' })(context)) },
    ])
    expect(labels()).toEqual(['A'])
    dispose()
    await vi.waitFor(() => expect(host.extensions('tabs')).toEqual([]))
  })

  it('are checked and have conditions like those of manifests', async () => {
    const flags = cell<Record<string, boolean>>({})
    const { labels, codes } = await start(
      [
        { id: 'a', init: contribute({ label: 'A', when: { flags: ['x'] } }) },
        { id: 'b', init: contribute({ lable: 'B' }) },
      ],
      { flags, extensionPoints: { tabs: { schema: labelled } } },
    )
    expect(labels()).toEqual([])
    expect(codes()).toEqual(['EXTENSION_INVALID'])
    flags.set({ x: true })
    expect(labels()).toEqual(['A'])
  })

  it('let a running plugin declare a point, for as long as it runs', async () => {
    const { host, labels, codes } = await start([
      { id: 'a', manifest: tabs({ label: 'A' }, { label: 1 }) },
      {
        id: 'b',
        manifest: { loading: { strategy: 'lazy' } },
        init: ({ extensions }) => extensions.declare('tabs', { schema: labelled }),
      },
    ])
    expect(labels()).toEqual(['A', 1])
    await host.loadPlugin('b')
    expect(labels()).toEqual(['A'])
    expect(codes()).toEqual(['EXTENSION_INVALID'])
    await host.unload('b')
    await vi.waitFor(() => expect(labels()).toEqual(['A', 1]))
  })

  it('let the first declaration of a point stand', async () => {
    const { labels, diagnostics } = await start(
      [
        {
          id: 'a',
          manifest: tabs({ label: 'A' }),
          init: ({ extensions }) => extensions.declare('tabs', { schema: false }),
        },
      ],
      { extensionPoints: { tabs: { schema: labelled } } },
    )
    expect(labels()).toEqual(['A'])
    expect(diagnostics).toMatchObject([
      {
        code: 'EXTENSION_POINT_DUPLICATE',
        pluginId: 'a',
        why: expect.stringContaining('the host'),
      },
    ])
  })
})
