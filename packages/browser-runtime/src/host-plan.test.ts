import { afterEach, describe, expect, it } from 'vitest'
import { createHost, type Host, type HostOptions } from './host.ts'

const hosts: Host[] = []

afterEach(async () => {
  for (const one of hosts.splice(0)) if (one.state === 'running') await one.shutdown()
})

function host(options?: HostOptions) {
  const created = createHost(options)
  hosts.push(created)
  return created
}

const manifest = { id: 'com.example.a', version: '1.0.0', type: 'plugin', name: 'A' } as const

describe('host.plan', () => {
  it('gives the plan that the page runs by, and its answers', async () => {
    const one = host()
      .use({ id: 'shop', version: '1.2.0', dependencies: { auth: '^1.0.0' }, init() {} })
      .use({ id: 'auth', version: '1.0.0', init() {} })
      .use({ id: 'lost', dependencies: ['gone'], init() {} })
    await one.bootstrap()
    const plan = await one.plan()
    expect(plan.order).toEqual(['auth', 'shop'])
    expect(String(plan.why('auth'))).toContain('"shop" 1.2.0 needs "auth" in "^1.0.0"')
    expect(plan.whyNot('lost').conflict).toMatchObject([{ from: 'lost', needs: 'gone' }])
    expect(Object.keys(plan.whatIf({ remove: ['auth'] }).broken)).toEqual(['shop'])
    expect(JSON.parse(JSON.stringify(plan))).not.toHaveProperty('why')
  })

  it('comes with the catalogs, and rejects before', async () => {
    await expect(host().plan()).rejects.toMatchObject({ code: 'HOST_STATE' })
  })
})

describe('the host’s rules', () => {
  it('policy: a disabled plugin of the app’s own code does not run', async () => {
    const one = host({ policy: { disabled: ['a'] } }).use({ id: 'a', init() {} })
    await one.bootstrap()
    expect(one.status('a')).toMatchObject({ state: 'failed' })
    await expect(one.loadPlugin('a')).rejects.toMatchObject({ code: 'RESOLVE_DISABLED' })
  })

  it('policy: one that cannot work ends the start', async () => {
    const one = host({ policy: { pins: { a: 'newest' } } }).use({ id: 'a', init() {} })
    await expect(one.bootstrap()).rejects.toMatchObject({ code: 'CONFIG_POLICY_INVALID' })
  })

  it.each([
    ['4.1.0', 'ready'],
    ['5.0.0', 'failed'],
  ])('engine %s: a plugin for ^4.0.0 is %s', async (objectstack, state) => {
    const engine = { objectstack: '^4.0.0' }
    const loading = { strategy: 'eager' } as const
    const one = host({ engine: { objectstack } }).use({
      manifest: { ...manifest, engine, loading },
      init() {},
    })
    await one.bootstrap()
    expect(one.status(manifest.id)).toMatchObject({ state })
  })

  it('capabilities.requires is checked against what the other implements', async () => {
    const protocol = (name: string) => ({
      protocol: { id: name, label: name, version: { major: 1, minor: 0, patch: 0 } },
    })
    const requires = [
      {
        pluginId: 'com.example.store',
        version: '^1.0.0',
        requiredCapabilities: ['com.example.protocol.store.v1'],
      },
    ]
    const loading = { strategy: 'eager' } as const
    const withStore = async (name: string) => {
      const one = host()
        .use({ manifest: { ...manifest, loading, capabilities: { requires } }, init() {} })
        .use({
          manifest: {
            ...manifest,
            id: 'com.example.store',
            loading,
            capabilities: { implements: [protocol(name)] },
          },
          init() {},
        })
      await one.bootstrap()
      return one.status(manifest.id)?.state
    }
    expect(await withStore('com.example.protocol.store.v1')).toBe('ready')
    expect(await withStore('com.example.protocol.store.v11')).toBe('failed')
  })
})
