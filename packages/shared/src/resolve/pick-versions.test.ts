import { describe, expect, test } from 'vitest'
import { createPlan } from './create-plan.ts'
import { createLock } from './lock.ts'
import type { PlanInput, PlanPlugin } from './plan.ts'
import { generator } from './shuffle.fixture.ts'

function plugin(id: string, version = '1.0.0', more: Partial<PlanPlugin> = {}): PlanPlugin {
  return { id, version, ...more }
}

const needs = (dependencies: Record<string, string>) => ({ dependencies })

function plan(plugins: PlanPlugin[], more: Partial<PlanInput> = {}) {
  return createPlan({ provided: {}, ...more, plugins })
}

function versions({ wiring }: ReturnType<typeof plan>) {
  return Object.fromEntries(Object.entries(wiring).map(([id, { version }]) => [id, version]))
}

describe('of several versions of a plugin', () => {
  test('the newest runs', () => {
    expect(versions(plan([plugin('a'), plugin('a', '1.10.0'), plugin('a', '1.9.0')]))).toEqual({
      a: '1.10.0',
    })
  })

  test('an older one runs where more plugins can run with it', () => {
    const { refused, ...rest } = plan([
      plugin('auth', '1.4.0'),
      plugin('auth', '2.0.0'),
      plugin('a', '1.0.0', needs({ auth: '^1.0.0' })),
      plugin('b', '1.0.0', needs({ auth: '^1.2.0' })),
      plugin('c', '1.0.0', needs({ auth: '^2.0.0' })),
    ])
    expect(versions({ refused, ...rest })).toMatchObject({ auth: '1.4.0' })
    expect(refused.c?.why).toContain('found is 1.4.0 (others of it: 2.0.0)')
  })

  test('an older one runs where the newer one cannot run itself', () => {
    expect(
      versions(plan([plugin('a'), plugin('a', '2.0.0', needs({ gone: '*' })), plugin('b')])),
    ).toEqual({ a: '1.0.0', b: '1.0.0' })
  })

  test('an older one runs where the newer one insists on a shared version that is not there', () => {
    const peer = (range: string): Partial<PlanPlugin> => ({
      shared: { react: range },
      peers: ['react'],
      dependencyResolution: { peerDependencies: { onMismatch: 'error' } },
    })
    const plugins = [plugin('a', '1.0.0', peer('^19')), plugin('a', '2.0.0', peer('^20'))]
    expect(versions(plan(plugins, { provided: { react: '19.0.0' } }))).toEqual({ a: '1.0.0' })
  })

  test("the app's own runs, whatever its version", () => {
    expect(
      versions(plan([plugin('a', '9.0.0'), plugin('a', '1.0.0', { registration: 0 })])),
    ).toEqual({ a: '1.0.0' })
  })

  test('the same entry of two catalogs is one', () => {
    expect(plan([plugin('a'), plugin('a')]).refused).toEqual({})
  })

  test('the pinned one runs, and a pin to one that is not there refuses', () => {
    const both = [plugin('a'), plugin('a', '2.0.0')]
    expect(versions(plan(both, { policy: { pins: { a: '1.0.0' } } }))).toEqual({ a: '1.0.0' })
    const { refused } = plan(both, { policy: { pins: { a: '3.0.0' } } })
    expect(refused.a).toMatchObject({ code: 'RESOLVE_PIN_UNAVAILABLE' })
    expect(refused.a?.why).toContain("pinned to 3.0.0 by the host's policy; found 2.0.0, 1.0.0.")
  })
})

/** The most plugins that can run, by trying each combination. */
function mostByForce(plugins: readonly PlanPlugin[]): number {
  const ids = [...new Set(plugins.map(({ id }) => id))]
  const walk = (at: number, picked: readonly PlanPlugin[]): number => {
    const id = ids[at]
    if (id === undefined) return createPlan({ plugins: picked, provided: {} }).order.length
    const versionsOfId = plugins.filter((one) => one.id === id)
    return Math.max(...versionsOfId.map((one) => walk(at + 1, [...picked, one])))
  }
  return walk(0, [])
}

test('no other choice of versions lets more plugins run, in 150 random workspaces', () => {
  for (let seed = 0; seed < 150; seed++) {
    const random = generator(seed)
    const ids = ['a', 'b', 'c', 'd', 'e']
    const plugins = ids.flatMap((id) =>
      Array.from({ length: 1 + Math.floor(random() * 3) }, (_, major) =>
        plugin(id, `${major + 1}.0.0`, {
          dependencies: Object.fromEntries(
            ids
              .filter((other) => other !== id && random() < 0.35)
              .map((other) => [other, `^${1 + Math.floor(random() * 3)}.0.0`]),
          ),
        }),
      ),
    )
    expect(plan(plugins).order.length).toBe(mostByForce(plugins))
  }
})

describe('a lock', () => {
  const plugins = [
    plugin('a', '1.0.0', { shared: { lib: '^1.0.0' } }),
    plugin('z', '1.0.0', { provides: { lib: '1.1.0' } }),
  ]

  test('keeps the versions of its plan when newer ones come', () => {
    const lock = createLock(plan(plugins))
    const more = [
      ...plugins,
      plugin('a', '2.0.0'),
      plugin('y', '1.0.0', { provides: { lib: '1.9.0' } }),
    ]
    const locked = plan(more, { policy: { lock } })
    expect(locked.wiring.a).toEqual({
      version: '1.0.0',
      plugins: {},
      shared: { 'lib@^1.0.0': { provider: 'z', version: '1.1.0' } },
    })
    expect(versions(plan(more))).toMatchObject({ a: '2.0.0' })
  })

  test('has the hash of its plan, and the locked plan has it again', () => {
    const free = plan(plugins)
    const lock = createLock(free)
    expect(lock.hash).toBe(free.hash)
    expect(plan(plugins, { policy: { lock } }).hash).toBe(free.hash)
    expect(plan([...plugins, plugin('b')], { policy: { lock } }).hash).not.toBe(free.hash)
    expect(JSON.parse(JSON.stringify(lock))).toEqual(lock)
  })

  test('refuses what it names and nobody has any more', () => {
    const lock = createLock(plan(plugins))
    const newer = [plugins[0]!, plugin('z', '1.0.0', { provides: { lib: '1.9.0' } })]
    expect(plan(newer, { policy: { lock } }).refused.a).toMatchObject({
      code: 'RESOLVE_PIN_UNAVAILABLE',
    })
  })
})
