import type { PluginManifestInput } from '@mortise/shared'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHost, type Host } from './host.ts'
import type { PluginDefinition } from './plugin.ts'

type Initialization = NonNullable<NonNullable<PluginManifestInput['loading']>['initialization']>

const hosts: Host[] = []

afterEach(async () => {
  vi.useRealTimers()
  for (const host of hosts.splice(0)) {
    if (host.state === 'running') await host.shutdown()
    // A host whose start failed stays on the page; nothing else would take it away.
    const page = globalThis as { [key: symbol]: Set<Host> }
    page[Symbol.for('@mortise/hosts')]?.delete(host)
  }
})

function plugin(
  name: string,
  init: PluginDefinition['init'],
  initialization: Initialization = {},
): PluginDefinition {
  const id = `com.example.${name}`
  const loading = { strategy: 'eager', initialization } as const
  return { manifest: { id, version: '1.0.0', type: 'plugin', name, loading }, init }
}

function start(...plugins: PluginDefinition[]) {
  const host = createHost()
  hosts.push(host)
  const codes: string[] = []
  host.on('diagnostic', ({ code }) => codes.push(code))
  for (const one of plugins) host.use(one)
  return { host, codes, started: host.bootstrap() }
}

const never = () => new Promise<never>(() => {})

describe('a manifest that differs in one key only', () => {
  /** Who waits for whom where `b`, of this mode, stands between a parallel plugin and another. */
  async function timeline(mode: Initialization['mode']) {
    const log: string[] = []
    const steps = (name: string) => async () => {
      log.push(`${name} begins`)
      await Promise.resolve()
      await Promise.resolve()
      log.push(`${name} ends`)
    }
    await start(
      plugin('a', steps('a'), { mode: 'parallel' }),
      plugin('b', steps('b'), mode ? { mode } : {}),
      plugin('c', steps('c')),
    ).started
    const comesFirst = (one: string, other: string) => log.indexOf(one) < log.indexOf(other)
    return {
      waitsForThoseBefore: comesFirst('a ends', 'b begins'),
      isWaitedFor: comesFirst('b ends', 'c begins'),
    }
  }

  it.each([
    [undefined, { waitsForThoseBefore: false, isWaitedFor: true }],
    ['async', { waitsForThoseBefore: false, isWaitedFor: true }],
    ['parallel', { waitsForThoseBefore: false, isWaitedFor: false }],
    ['sequential', { waitsForThoseBefore: true, isWaitedFor: true }],
  ] as const)('initialization.mode decides who waits for whom: %s', async (mode, expected) => {
    expect(await timeline(mode)).toEqual(expected)
  })

  it('initialization.mode: sync fails an init that returns a promise', async () => {
    const init = async () => {}
    const wrong = start(plugin('a', init, { mode: 'sync' }))
    await wrong.started
    expect(wrong.codes).toEqual(['LIFECYCLE_NOT_SYNC'])
    const right = start(plugin('a', init))
    await right.started
    expect(right.host.status('com.example.a')?.state).toBe('ready')
  })

  it('initialization.timeout: an init that takes longer fails', async () => {
    vi.useFakeTimers()
    const quick = start(plugin('a', never, { timeout: 200 }))
    const slow = start(plugin('a', never))
    await vi.advanceTimersByTimeAsync(200)
    await quick.started
    expect(quick.codes).toEqual(['LIFECYCLE_TIMEOUT'])
    expect(slow.codes).toEqual([])
    await vi.advanceTimersByTimeAsync(29_800)
    await slow.started
    expect(slow.codes).toEqual(['LIFECYCLE_TIMEOUT'])
  })

  it('initialization.critical: the start fails with the plugin', async () => {
    const init = () => {
      throw new Error('boom')
    }
    await expect(start(plugin('a', init)).started).resolves.toBeUndefined()
    await expect(start(plugin('a', init, { critical: true })).started).rejects.toMatchObject({
      code: 'LIFECYCLE_THREW',
    })
  })
})
