import { describe, expect, test } from 'vitest'
import { createPlan } from './create-plan.ts'
import type { HostPolicy } from './host-policy.ts'
import type { PlanInput, PlanPlugin } from './plan.ts'
import type { ResolutionBlock } from './settings.ts'

type Facts = Omit<PlanPlugin, 'version'>

function plan(provided: Record<string, string>, ...plugins: Facts[]) {
  return planWith({ provided }, ...plugins)
}

function planWith(input: Partial<PlanInput>, ...plugins: Facts[]) {
  return createPlan({
    provided: {},
    ...input,
    plugins: plugins.map((plugin) => ({ version: '1.0.0', ...plugin })),
  })
}

describe('a shared dependency', () => {
  test("is the host's when its version fits", () => {
    const { shared } = plan(
      { lib: '2.1.0' },
      { id: 'a', shared: { lib: '^2.0.0' }, provides: { lib: '2.9.0' } },
    )
    expect(shared).toEqual({ 'lib@^2.0.0': { provider: 'host', version: '2.1.0' } })
  })

  test('is else the highest version that a plugin provides and that fits', () => {
    const { shared, wiring } = plan(
      { lib: '1.0.0' },
      { id: 'a', shared: { lib: '^2.0.0' }, provides: { lib: '2.1.0' } },
      { id: 'b', shared: { lib: ['^2.0.0', '^3.0.0'] }, provides: { lib: '2.10.0' } },
      { id: 'c', provides: { lib: '3.0.0' } },
      { id: 'd', provides: { lib: '3.0.0' } },
      { id: 'e', provides: { lib: 'workspace:*' } },
    )
    expect(shared).toEqual({
      'lib@^2.0.0': { provider: 'b', version: '2.10.0' },
      'lib@^3.0.0': { provider: 'c', version: '3.0.0' },
    })
    expect(wiring.b?.shared).toEqual(shared)
    expect(wiring.a?.shared).toEqual({ 'lib@^2.0.0': { provider: 'b', version: '2.10.0' } })
  })

  test('may come from a plugin that cannot run itself, and not from one that is disabled', () => {
    const plugins = [
      { id: 'a', dependencies: { gone: '*' }, provides: { lib: '1.0.0' } },
      { id: 'b', shared: { lib: '*' } },
    ]
    const { order, shared } = plan({}, ...plugins)
    expect(order).toEqual(['b'])
    expect(shared['lib@*']).toEqual({ provider: 'a', version: '1.0.0' })
    const { refused } = planWith({ policy: { disabled: ['a'] } }, ...plugins)
    expect(refused.b).toMatchObject({ code: 'SHARED_MISSING' })
  })

  test('that nobody provides refuses the plugin', () => {
    const { refused, shared } = plan({}, { id: 'a', shared: { constructor: '^4.0.0' } })
    expect(shared).toEqual({})
    expect(refused.a).toMatchObject({
      code: 'SHARED_MISSING',
      why: 'Plugin "a" 1.0.0 needs "constructor" in "^4.0.0", and neither the host nor a plugin provides it.',
    })
  })

  test('that only exists in unfit versions refuses the plugin and says which there are', () => {
    const { refused } = plan(
      { lib: '1.0.0' },
      { id: 'a', shared: { lib: '^3.0.0' } },
      { id: 'b', provides: { lib: '2.0.0' } },
    )
    expect(refused.a).toMatchObject({ code: 'SHARED_CONFLICT' })
    expect(refused.a?.why).toContain('found 1.0.0 from the host, 2.0.0 from "b".')
  })

  test('of a refused plugin is not listed', () => {
    const { shared } = plan(
      { lib: '1.0.0' },
      { id: 'a', shared: { lib: '*' }, dependencies: { gone: '*' } },
    )
    expect(shared).toEqual({})
  })
})

const strictPeers: ResolutionBlock = { peerDependencies: { onMismatch: 'error' } }

const peer = (id: string, range: string, more: Partial<Facts> = {}): Facts => ({
  id,
  shared: { react: range },
  peers: ['react'],
  ...more,
})

describe('a singleton', () => {
  test("is never beside the host's: who insists on another is refused, and those that need it", () => {
    const { order, refused, shared } = plan(
      { react: '19.3.1' },
      peer('a', '^19.0.0'),
      peer('b', '^18.0.0', { provides: { react: '18.3.0' }, dependencyResolution: strictPeers }),
      { id: 'c', dependencies: { b: '*' } },
    )
    expect(order).toEqual(['a'])
    expect(shared).toEqual({ 'react@^19.0.0': { provider: 'host', version: '19.3.1' } })
    expect(refused.b).toMatchObject({ code: 'SHARED_CONFLICT' })
    expect(refused.b?.why).toContain('needs "react" in "^18.0.0"; found 19.3.1 from the host')
    expect(refused.b?.why).toContain('because "a" takes it as a peer')
    expect(refused.c).toMatchObject({ causedBy: 'b' })
  })

  test('is single also for plugins that do not take it as a peer', () => {
    const { refused } = plan({ react: '19.3.1' }, peer('a', '^19.0.0'), {
      id: 'b',
      shared: { react: '^18.0.0' },
      provides: { react: '18.3.0' },
    })
    expect(refused.b).toMatchObject({ code: 'SHARED_CONFLICT' })
  })

  test('without the host is the newest version that suits all', () => {
    const { shared, warnings } = plan(
      {},
      peer('a', '^18.0.0 || ^19.0.0', { provides: { react: '19.0.0' } }),
      peer('b', '^18.0.0', { provides: { react: '18.2.0' } }),
      peer('c', '^18.0.0', { provides: { react: '18.3.0' } }),
    )
    expect(new Set(Object.values(shared))).toEqual(new Set([{ provider: 'c', version: '18.3.0' }]))
    expect(warnings).toEqual([])
  })

  test('that a refused plugin claims binds nobody', () => {
    const { refused } = plan(
      { react: '19.3.1' },
      { ...peer('a', '^19.0.0'), dependencies: { gone: '*' } },
      { id: 'b', shared: { react: '^18.0.0' }, provides: { react: '18.3.0' } },
    )
    expect(Object.keys(refused)).toEqual(['a'])
  })
})

describe('peerDependencies', () => {
  const mismatching = (peerDependencies: ResolutionBlock['peerDependencies']) =>
    plan({ react: '19.3.1' }, peer('a', '^18.0.0', { dependencyResolution: { peerDependencies } }))

  test('onMismatch: warn runs with what is there and says so, ignore is silent, error refuses', () => {
    const host = { 'react@^18.0.0': { provider: 'host', version: '19.3.1' } }
    const warned = mismatching({})
    expect(warned.shared).toEqual(host)
    expect(warned.warnings).toMatchObject([{ code: 'SHARED_CONFLICT', plugin: 'a' }])
    expect(warned.warnings[0]?.why).toContain('"^18.0.0", and runs with 19.3.1 from the host')
    const ignored = mismatching({ onMismatch: 'ignore' })
    expect([ignored.shared, ignored.warnings]).toEqual([host, []])
    const { refused, warnings } = mismatching({ onMismatch: 'error' })
    expect(refused.a).toMatchObject({ code: 'SHARED_CONFLICT' })
    expect(warnings).toEqual([])
  })

  test('onMissing: warn and ignore run without an instance, error refuses', () => {
    const missing = (onMissing?: 'error' | 'ignore') =>
      plan({}, peer('a', '^18.0.0', { dependencyResolution: { peerDependencies: { onMissing } } }))
    const warned = missing()
    expect([warned.order, warned.shared]).toEqual([['a'], {}])
    expect(warned.warnings).toMatchObject([{ code: 'SHARED_MISSING', plugin: 'a' }])
    expect([missing('ignore').order, missing('ignore').warnings]).toEqual([['a'], []])
    expect(missing('error').refused.a).toMatchObject({ code: 'SHARED_MISSING' })
  })

  test('resolve: false is not checked, claims no instance and takes what there is', () => {
    const unresolved = { dependencyResolution: { peerDependencies: { resolve: false } } }
    const { order, shared, warnings } = plan(
      { lib: '1.0.0' },
      { id: 'a', shared: { lib: '^3.0.0' }, peers: ['lib'], ...unresolved },
      { id: 'b', shared: { lib: '^2.0.0' }, provides: { lib: '2.0.0' } },
      { id: 'c', shared: { gone: '*' }, peers: ['gone'], ...unresolved },
    )
    expect([order, warnings]).toEqual([['a', 'b', 'c'], []])
    expect(shared).toEqual({
      'lib@^2.0.0': { provider: 'b', version: '2.0.0' },
      'lib@^3.0.0': { provider: 'host', version: '1.0.0' },
    })
  })
})

describe('strategy', () => {
  const versions = { id: 'z', provides: { lib: '2.9.0' } }
  const chosen = (
    strategy: ResolutionBlock['strategy'],
    range: string,
    policy: HostPolicy = {},
  ) => {
    const { shared, refused } = planWith(
      { provided: { lib: '2.1.0' }, policy },
      { id: 'a', shared: { lib: range }, dependencyResolution: { strategy } },
      versions,
    )
    return shared[`lib@${range}`]?.version ?? refused.a?.code
  }

  test.each([
    ['strict', '^2.1.0', '2.1.0'],
    ['strict', '^2.0.0', 'SHARED_CONFLICT'],
    ['strict', '>=2.9.0 <3', '2.9.0'],
    ['strict', '*', '2.1.0'],
    ['compatible', '2.0.0', '2.1.0'],
    ['compatible', '=2.0.0', 'SHARED_CONFLICT'],
    ['compatible', '^2.0.0', '2.1.0'],
    ['latest', '^2.0.0', '2.9.0'],
    ['latest', '~2.1.0', '2.1.0'],
    ['pinned', '^2.0.0', 'RESOLVE_NOT_PINNED'],
  ] as const)('%s takes of "%s": %s', (strategy, range, version) => {
    expect(chosen(strategy, range)).toBe(version)
  })

  test('pinned takes what pins or the lock say, and that alone', () => {
    const lock = { format: 1, hash: '', plugins: {}, shared: { 'lib@^2.0.0': '2.9.0' } } as const
    expect(chosen('pinned', '^2.0.0', { pins: { lib: '2.9.0' } })).toBe('2.9.0')
    expect(chosen('pinned', '^2.0.0', { lock })).toBe('2.9.0')
    expect(chosen('pinned', '^2.0.0', { pins: { lib: '2.5.0' } })).toBe('RESOLVE_PIN_UNAVAILABLE')
  })

  test('latest is no reason for a second instance of a singleton', () => {
    const latest = { dependencyResolution: { strategy: 'latest' as const } }
    const { shared } = plan(
      { react: '19.0.0' },
      peer('a', '^19.0.0', { provides: { react: '19.9.0' }, ...latest }),
    )
    expect(shared['react@^19.0.0']).toEqual({ provider: 'host', version: '19.0.0' })
  })

  test('of one plugin does not change what another gets for the same range', () => {
    const { shared, wiring } = plan(
      { lib: '2.1.0' },
      { id: 'a', shared: { lib: '^2.0.0' } },
      { id: 'b', shared: { lib: '^2.0.0' } },
      { id: 'c', shared: { lib: '^2.0.0' }, dependencyResolution: { strategy: 'latest' } },
      versions,
    )
    expect(shared).toEqual({
      'lib@^2.0.0': { provider: 'host', version: '2.1.0' },
      'c lib@^2.0.0': { provider: 'z', version: '2.9.0' },
    })
    expect(wiring.c?.shared).toEqual({ 'lib@^2.0.0': { provider: 'z', version: '2.9.0' } })
  })
})

describe('conflictResolution', () => {
  type Conflict = ResolutionBlock['conflictResolution']
  const disagree = (a?: Conflict, b?: Conflict, policy: HostPolicy = {}) =>
    planWith(
      { policy },
      peer('a', '^18.0.0', {
        provides: { react: '18.3.0' },
        dependencyResolution: { conflictResolution: a },
      }),
      peer('b', '^19.0.0', {
        provides: { react: '19.0.0' },
        dependencyResolution: { conflictResolution: b },
      }),
      peer('c', '^17.0.0 || ^18.0.0', { provides: { react: '17.0.0' } }),
    )
  const winner = (...given: Parameters<typeof disagree>) => [
    ...new Set(Object.values(disagree(...given).shared).map(({ version }) => version)),
  ]

  test('latest lets the newest version win, and warns whom it does not suit', () => {
    expect(winner()).toEqual(['19.0.0'])
    expect(disagree().warnings.map(({ plugin }) => plugin)).toEqual(['a', 'c'])
  })

  test('oldest goes before latest, whoever says it', () => {
    expect(winner('oldest', 'latest')).toEqual(['17.0.0'])
    expect(winner('latest', 'oldest')).toEqual(['17.0.0'])
  })

  test('manual goes before both and reads the map of the host', () => {
    const policy = { conflicts: { react: '18.3.0' } }
    expect(winner('manual', 'oldest', policy)).toEqual(['18.3.0'])
    expect(winner('latest', 'manual', policy)).toEqual(['18.3.0'])
    expect(winner('latest', 'latest', policy)).toEqual(['19.0.0'])
  })

  test('manual without a map, or for a version that is not there, refuses who says it', () => {
    for (const policy of [{}, { conflicts: { react: '20.0.0' } }]) {
      const { refused, shared } = disagree('latest', 'manual', policy)
      expect(refused).toMatchObject({ b: { code: 'SHARED_UNDECIDED' } })
      expect(Object.keys(refused)).toEqual(['b'])
      // Without it, the others agree.
      expect(shared['react@^18.0.0']?.version).toBe('18.3.0')
    }
  })

  test('fail refuses a plugin that would be overruled, and no other', () => {
    expect(Object.keys(disagree('fail').refused)).toEqual(['a'])
    expect(Object.keys(disagree('latest', 'fail').refused)).toEqual([])
  })

  test('is about singletons: versions of other packages stand side by side', () => {
    const fail = { dependencyResolution: { conflictResolution: 'fail' as const } }
    const { refused, shared } = plan(
      {},
      { id: 'a', shared: { lib: '^1.0.0' }, provides: { lib: '1.0.0' }, ...fail },
      { id: 'b', shared: { lib: '^2.0.0' }, provides: { lib: '2.0.0' }, ...fail },
    )
    expect(refused).toEqual({})
    expect(Object.values(shared).map(({ version }) => version)).toEqual(['1.0.0', '2.0.0'])
  })
})

describe('packages that belong together', () => {
  const together = [['react', 'react-dom']]
  const both = (range: string) => ({ react: range, 'react-dom': range })

  test('come from one provider, though another has a newer one of them', () => {
    const { wiring } = planWith(
      { together },
      { id: 'a', shared: both('^19.0.0'), provides: both('19.1.0') },
      { id: 'b', provides: { react: '19.9.0' } },
    )
    expect(wiring.a?.shared).toEqual({
      'react@^19.0.0': { provider: 'a', version: '19.1.0' },
      'react-dom@^19.0.0': { provider: 'a', version: '19.1.0' },
    })
  })

  test('are singletons when one of them is', () => {
    const { shared } = planWith(
      { together, provided: both('19.3.1') },
      { id: 'a', shared: both('^19.0.0'), peers: ['react'], provides: both('19.9.0') },
      {
        id: 'b',
        shared: both('^19.5.0'),
        peers: ['react', 'react-dom'],
        provides: both('19.9.0'),
      },
    )
    expect(Object.values(shared).map(({ provider }) => provider)).toEqual(Array(4).fill('host'))
  })

  test('that no provider has in versions that fit are a conflict', () => {
    const { refused } = planWith(
      { together },
      { id: 'a', shared: both('^19.0.0') },
      { id: 'b', provides: { react: '19.0.0', 'react-dom': '18.0.0' } },
      { id: 'c', provides: { react: '18.0.0', 'react-dom': '19.0.0' } },
    )
    expect(refused.a).toMatchObject({ code: 'SHARED_CONFLICT' })
  })

  test('of which the provider has only one take the other from elsewhere', () => {
    const { wiring } = planWith(
      { together, provided: { react: '19.3.1' } },
      { id: 'a', shared: both('^19.0.0'), provides: { 'react-dom': '19.2.0' } },
    )
    expect(wiring.a?.shared).toEqual({
      'react@^19.0.0': { provider: 'host', version: '19.3.1' },
      'react-dom@^19.0.0': { provider: 'a', version: '19.2.0' },
    })
  })
})

describe('the policy of the host', () => {
  const plugin = { id: 'a', shared: { lib: '^1.0.0' }, provides: { lib: '1.5.0' } }

  test('pins a package for everybody', () => {
    const { shared } = planWith(
      { policy: { pins: { lib: '1.5.0' } }, provided: { lib: '1.9.0' } },
      plugin,
    )
    expect(shared['lib@^1.0.0']).toEqual({ provider: 'a', version: '1.5.0' })
  })

  test('overrides a range, for all or for one plugin, under the key that the build knows', () => {
    const policy = { overrides: { lib: '^2.0.0', b: { lib: '^1.0.0' } } }
    const { shared } = planWith(
      { policy, provided: { lib: '2.0.0' } },
      plugin,
      {
        id: 'b',
        shared: { lib: '^1.0.0' },
      },
      { id: 'c', shared: { lib: '^1.0.0' } },
    )
    expect(shared).toEqual({
      'lib@^1.0.0': { provider: 'host', version: '2.0.0' },
      'b lib@^1.0.0': { provider: 'a', version: '1.5.0' },
    })
  })
})
