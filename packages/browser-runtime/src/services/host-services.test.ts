import { expect, it, onTestFinished, vi } from 'vitest'
import type { PluginManifestInput } from '@mortise/shared'
import { definePlugin } from '../define-plugin.ts'
import { createHost, type Host } from '../host.ts'
import type { PluginDefinition } from '../plugin.ts'

type Loading = NonNullable<PluginManifestInput['loading']>

/** A plugin whose manifest promises a service, here of the name `clock`. */
function providing(
  id: string,
  hooks: PluginDefinition,
  strategy: Loading['strategy'] = 'lazy',
  methods: { name: string }[] = [],
) {
  const version = { major: 1, minor: 2, patch: 0 }
  const provides = [{ id: 'com.example.interface.clock', name: 'clock', version, methods }]
  const manifest: PluginManifestInput = {
    id,
    version: '1.0.0',
    type: 'plugin',
    name: id,
    capabilities: { provides },
    loading: { strategy },
  }
  return definePlugin({ ...hooks, manifest })
}

const clock = (value: unknown): PluginDefinition => ({
  init: ({ services }) => void services.register('clock', value, { ranking: 0 }),
})

async function start(...plugins: PluginDefinition[]) {
  const host = createHost()
  const problems: { code: string; pluginId?: string | undefined; why: string }[] = []
  host.on('diagnostic', ({ code, pluginId, why }) => problems.push({ code, pluginId, why }))
  for (const plugin of plugins) host.use(plugin)
  onTestFinished(async () => {
    if (host.state === 'running') await host.shutdown()
  })
  await host.bootstrap()
  return { host, problems }
}

const states = (host: Host, ...ids: string[]) => ids.map((id) => host.status(id)?.state)

it('wait loads the lazy plugin that provides the service, once for all who wait', async () => {
  const init = vi.fn(clock('tick').init)
  const { host } = await start(providing('a', { init }))
  expect(states(host, 'a')).toEqual(['pending'])
  expect(await Promise.all([host.services.wait('clock'), host.services.wait('clock')])).toEqual([
    'tick',
    'tick',
  ])
  expect(init).toHaveBeenCalledOnce()
})

it('wait hurries a deferred plugin, and never loads one on demand', async () => {
  const { host } = await start(
    providing('manual', clock('manual'), 'on-demand'),
    providing('later', clock('later'), 'deferred'),
  )
  expect(await host.services.wait('clock')).toBe('later')
  expect(states(host, 'manual')).toEqual(['pending'])
})

it('wait for a service that only an on-demand plugin provides ends when that is loaded', async () => {
  const { host } = await start(providing('manual', clock('manual'), 'on-demand'))
  await expect(host.services.wait('clock', { timeout: 1 })).rejects.toMatchObject({
    code: 'SERVICE_TIMEOUT',
    fix: expect.stringContaining('loadPlugin()'),
  })
  expect(states(host, 'manual')).toEqual(['pending'])
  const waiting = host.services.wait('clock')
  await host.loadPlugin('manual')
  expect(await waiting).toBe('manual')
})

it('wait before bootstrap is answered after it', async () => {
  const host = createHost().use(providing('a', clock('tick')))
  onTestFinished(() => host.shutdown())
  const first = host.services.wait('clock', { timeout: 1 })
  await expect(first).rejects.toMatchObject({ code: 'SERVICE_TIMEOUT' })
  const waiting = host.services.wait('clock')
  await host.bootstrap()
  expect(await waiting).toBe('tick')
})

it('wait in init brings up a plugin that is later in the order', async () => {
  const seen: unknown[] = []
  const { host } = await start(
    definePlugin({
      id: 'asks',
      init: async ({ services }) => seen.push(await services.wait('clock')),
    }),
    providing('answers', clock('tick'), 'eager'),
  )
  expect(seen).toEqual(['tick'])
  expect(states(host, 'asks', 'answers')).toEqual(['ready', 'ready'])
})

it('wait passes over a provider of another version, and goes on to the next when one fails', async () => {
  const broken = vi.fn(() => {
    throw new Error('boom')
  })
  const { host } = await start(
    providing('broken', { init: broken }),
    providing('works', clock('tick')),
  )
  await expect(
    host.services.wait('clock', { version: '^2.0.0', timeout: 1 }),
  ).rejects.toMatchObject({
    code: 'SERVICE_TIMEOUT',
  })
  expect(states(host, 'broken', 'works')).toEqual(['pending', 'pending'])
  expect(await host.services.wait('clock', { version: '^1.1.0' })).toBe('tick')
  expect(broken).toHaveBeenCalledOnce()
})

it('wait rejects when every provider failed, and names it', async () => {
  const init = () => {
    throw new Error('boom')
  }
  const { host } = await start(providing('a', { init }))
  await expect(host.services.wait('clock')).rejects.toMatchObject({
    code: 'SERVICE_PROVIDER_FAILED',
    why: expect.stringContaining('plugin "a"'),
    cause: { code: 'LIFECYCLE_THREW' },
  })
})

it('a service that is taken for granted and not loaded yet: the failure says who provides it', async () => {
  const init: PluginDefinition['init'] = ({ services }) => void services.get('clock')
  const { problems } = await start(
    definePlugin({ id: 'hasty', init }),
    providing('a', clock('tick')),
  )
  expect(problems).toEqual([
    expect.objectContaining({
      code: 'LIFECYCLE_THREW',
      why: expect.stringContaining('Plugin "a" provides it: await services.wait("clock").'),
    }),
  ])
})

it('what a plugin registered, replaced and follows ends with it, and hands over', async () => {
  const told: unknown[] = []
  const { host } = await start(
    providing('best', {
      init: ({ services }) => void services.register('clock', 'best', { ranking: 1 }),
    }),
    providing('other', clock('other'), 'eager'),
    definePlugin({
      id: 'c',
      async init({ services }) {
        await services.track('clock', (service) => told.push(service))
        services.register('own', 'own')
        await services.registerFactory('made', () => 'made')
      },
    }),
  )
  await host.loadPlugin('best')
  expect(await host.services.wait('made')).toBe('made')
  await host.unload('best')
  expect(told).toEqual(['other', 'best', 'other'])
  await host.unload('c')
  expect(['own', 'made'].filter((name) => host.services.has(name))).toEqual([])
  await host.loadPlugin('best')
  expect(told).toEqual(['other', 'best', 'other'])
})

it('users of a service are told of its change and run on; who asked for it is restarted', async () => {
  const log: string[] = []
  const user = (id: string, restartOnChange: boolean) =>
    definePlugin({
      id,
      init: async ({ services }) =>
        log.push(`${id} ${await services.wait('clock', { restartOnChange })}`),
    })
  const { host } = await start(
    providing('a', clock('old'), 'eager'),
    user('stays', false),
    user('restarts', true),
    providing('b', {
      init: ({ services }) => void services.register('clock', 'new', { ranking: 1 }),
    }),
  )
  expect(log).toEqual(['stays old', 'restarts old'])
  await host.unload('a')
  expect(states(host, 'restarts')).toEqual(['ready'])
  await host.loadPlugin('b')
  await expect.poll(() => log).toEqual(['stays old', 'restarts old', 'restarts new'])
  expect(host.status('stays')?.generation).toBe(0)
})

it('a promised service that is not registered, or lacks methods, is reported', async () => {
  const methods = [{ name: 'now' }, { name: 'zone' }]
  const { host, problems } = await start(
    providing('silent', { init() {} }),
    providing('partial', clock({ now() {}, zone: 'UTC' }), 'lazy', methods),
    providing('whole', clock({ now() {}, zone() {} }), 'lazy', methods),
    providing(
      'factory',
      { init: ({ services }) => services.registerFactory('clock', () => 1, { ranking: 0 }) },
      'lazy',
      methods,
    ),
  )
  for (const id of ['silent', 'partial', 'whole', 'factory']) await host.loadPlugin(id)
  await expect.poll(() => problems.length).toBe(2)
  expect(problems).toEqual([
    expect.objectContaining({ code: 'SERVICE_NOT_PROVIDED', pluginId: 'silent' }),
    expect.objectContaining({
      code: 'SERVICE_INCOMPLETE',
      pluginId: 'partial',
      why: expect.stringContaining('lacks zone()'),
    }),
  ])
})
