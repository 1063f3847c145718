import { describe, expect, test } from 'vitest'
import { createPlan } from './create-plan.ts'
import type { PlanPlugin } from './plan.ts'

function plugin(id: string, more: Partial<PlanPlugin> = {}): PlanPlugin {
  return { id, version: '1.0.0', ...more }
}

function needs(...ids: string[]): Pick<PlanPlugin, 'dependencies'> {
  return { dependencies: Object.fromEntries(ids.map((id) => [id, '*'])) }
}

const forbidding = { dependencyResolution: { circularDependencies: 'error' as const } }

function plan(...plugins: PlanPlugin[]) {
  return createPlan({ plugins, provided: {} })
}

describe('the order', () => {
  test('puts dependencies first and moves nothing else', () => {
    const { order } = plan(plugin('a', needs('d')), plugin('b'), plugin('c'), plugin('d'))
    expect(order).toEqual(['d', 'a', 'b', 'c'])
  })

  test('puts a lower priority number first, after dependencies', () => {
    const { order } = plan(
      plugin('a'),
      plugin('b', { initialization: { priority: 5 }, ...needs('d') }),
      plugin('c', { initialization: { priority: 1 } }),
      plugin('d', { initialization: { priority: 900 } }),
    )
    expect(order).toEqual(['c', 'd', 'b', 'a'])
  })

  test('keeps the order of `use`, before the plugins of a catalog', () => {
    const { order } = plan(
      plugin('a'),
      plugin('z', { registration: 0 }),
      plugin('m', { registration: 1 }),
    )
    expect(order).toEqual(['z', 'm', 'a'])
  })

  test('counts an optional dependency that is there and fits', () => {
    const { order, refused } = plan(
      plugin('a', { optional: { c: '^1.0.0', gone: '*' } }),
      plugin('b', { optional: { d: '^2.0.0' } }),
      plugin('c'),
      plugin('d'),
    )
    expect(order).toEqual(['c', 'a', 'b', 'd'])
    expect(refused).toEqual({})
  })
})

describe('a refused plugin', () => {
  test('needs one that is in no catalog', () => {
    const { order, refused } = plan(plugin('shop', needs('paymnets')), plugin('payments'))
    expect(order).toEqual(['payments'])
    expect(refused.shop).toEqual({
      code: 'RESOLVE_MISSING',
      why: 'Plugin "shop" 1.0.0 needs plugin "paymnets" in "*", which is in no catalog; did you mean "payments"?',
      fix: 'Add "paymnets" to a catalog of the host, or take it off the dependencies of "shop".',
      needs: { name: 'paymnets', range: '*' },
    })
  })

  test('needs another version than the one found', () => {
    const { refused } = plan(plugin('a', { dependencies: { b: '^2.0.0' } }), plugin('b'))
    expect(refused.a).toMatchObject({
      code: 'RESOLVE_UNSATISFIABLE',
      why: 'Plugin "a" 1.0.0 needs plugin "b" in "^2.0.0", and the version found is 1.0.0.',
      fix: 'Deploy a version of "b" in "^2.0.0", or let "a" accept 1.0.0.',
    })
  })

  test('refuses the plugins that need it, each naming its own cause', () => {
    const { order, refused } = plan(
      plugin('a', needs('b')),
      plugin('b', needs('c')),
      plugin('c', needs('gone')),
      plugin('d', { optional: { c: '*' } }),
    )
    expect(order).toEqual(['d'])
    expect(refused.a).toMatchObject({ code: 'RESOLVE_DEPENDENCY_REFUSED', causedBy: 'b' })
    expect(refused.b).toMatchObject({ code: 'RESOLVE_DEPENDENCY_REFUSED', causedBy: 'c' })
    expect(refused.a?.why).toContain('needs plugin "gone"')
  })

  test('has the id and version of another one that differs: neither runs', () => {
    const { order, refused } = plan(
      plugin('a'),
      plugin('a', { shared: { lib: '*' } }),
      plugin('b', needs('a')),
    )
    expect(order).toEqual([])
    expect(refused.a).toMatchObject({ code: 'RESOLVE_DUPLICATE' })
    expect(refused.a?.why).toContain('"a" and the version 1.0.0')
    expect(refused.b).toMatchObject({ causedBy: 'a' })
  })
})

describe('prereleases are in a range only where npm says so', () => {
  test.each([
    ['2.0.0-beta.1', '^1.0.0', 'RESOLVE_UNSATISFIABLE'],
    ['2.0.0-beta.1', '>=1.0.0', 'RESOLVE_UNSATISFIABLE'],
    ['2.0.0-beta.2', '>=2.0.0-beta.1', undefined],
    ['2.1.0-beta.2', '>=2.0.0-beta.1', 'RESOLVE_UNSATISFIABLE'],
  ])('%s in %s', (version, range, code) => {
    const { refused } = plan(plugin('a', { dependencies: { b: range } }), plugin('b', { version }))
    expect(refused.a?.code).toBe(code)
  })
})

describe('a cycle', () => {
  test('is one group in the order of registration, and is listed', () => {
    const { order, cycles, refused } = plan(
      plugin('a', needs('x')),
      plugin('x', { registration: 1, ...needs('y') }),
      plugin('y', { registration: 0, ...needs('z') }),
      plugin('z', { registration: 2, ...needs('x', 'base') }),
      plugin('base'),
    )
    expect(order).toEqual(['base', 'y', 'x', 'z', 'a'])
    expect(cycles).toEqual([['y', 'x', 'z']])
    expect(refused).toEqual({})
  })

  test('is refused as a whole when one of its plugins forbids cycles', () => {
    const { order, cycles, refused } = plan(
      plugin('a', { ...forbidding, ...needs('b') }),
      plugin('b', needs('a')),
      plugin('c', needs('b')),
      plugin('d', { ...forbidding, ...needs('e') }),
      plugin('e'),
    )
    expect(order).toEqual(['e', 'd'])
    expect(cycles).toEqual([])
    expect(refused.a).toMatchObject({ code: 'RESOLVE_CIRCULAR' })
    expect(refused.b?.why).toContain('"a", "b", "a"')
    expect(refused.c).toMatchObject({ causedBy: 'b' })
  })

  test('of one plugin that needs itself is none', () => {
    const { order, cycles } = plan(plugin('a', { ...forbidding, ...needs('a') }))
    expect({ order, cycles }).toEqual({ order: ['a'], cycles: [] })
  })
})

describe('what a manifest and the host say', () => {
  const strict = { dependencyResolution: { strategy: 'strict' as const } }

  test('a version or range that semver does not parse refuses its plugin', () => {
    const { refused, order } = plan(
      plugin('a', { version: '01.002.3' }),
      plugin('b', { dependencies: { d: 'banana' } }),
      plugin('c', { shared: { lib: 'x.y' }, provides: { lib: '1.0.0' } }),
      plugin('d'),
    )
    expect(order).toEqual(['d'])
    expect(refused.a).toMatchObject({ code: 'MANIFEST_VERSION_INVALID' })
    expect(refused.b).toMatchObject({
      code: 'MANIFEST_RANGE_INVALID',
      why: 'Plugin "b" 1.0.0 needs "d" in "banana", which is no version range.',
    })
    expect(refused.c).toMatchObject({ code: 'MANIFEST_RANGE_INVALID' })
  })

  test('an engine of another version refuses; one that the host does not state is not checked', () => {
    const plugins = [
      plugin('a', { engine: { objectstack: '>=5.0.0' } }),
      plugin('b', { engine: { objectstack: '^4.0.0' } }),
    ]
    const { order, refused } = createPlan({
      plugins,
      provided: {},
      engine: { objectstack: '4.2.0' },
    })
    expect(order).toEqual(['b'])
    expect(refused.a).toMatchObject({ code: 'RESOLVE_ENGINE' })
    expect(plan(...plugins).order).toEqual(['a', 'b'])
  })

  test('a capability is there by its exact id, never by a part of it', () => {
    const wants = (capability: string) => ({ ...needs('b'), requires: { b: [capability] } })
    const b = plugin('b', { implements: ['com.example.protocol.storage.v10'] })
    const { refused } = plan(plugin('a', wants('com.example.protocol.storage.v1')), b)
    expect(refused.a).toMatchObject({ code: 'RESOLVE_CAPABILITY' })
    expect(plan(plugin('a', wants('com.example.protocol.storage.v10')), b).order).toEqual([
      'b',
      'a',
    ])
  })

  test('an optional dependency that is there and cannot be used is warned of, or not', () => {
    const given = (onFailure?: 'ignore') =>
      plan(
        plugin('a', {
          optional: { b: '^2.0.0', c: '*', gone: '*' },
          requires: { c: ['com.example.protocol.x.v1'] },
          dependencyResolution: { optionalDependencies: { onFailure } },
        }),
        plugin('b'),
        plugin('c'),
      )
    expect(given().warnings.map(({ code, plugin: of }) => [code, of])).toEqual([
      ['RESOLVE_OPTIONAL', 'a'],
      ['RESOLVE_OPTIONAL', 'a'],
    ])
    expect(given().wiring.a?.plugins).toEqual({})
    expect(given('ignore').warnings).toEqual([])
  })

  test('an optional dependency with load: false is not wired', () => {
    const given = (load?: boolean) =>
      plan(
        plugin('a', {
          optional: { b: '*' },
          dependencyResolution: { optionalDependencies: { load } },
        }),
        plugin('b'),
      )
    expect([given().order, given().wiring.a?.plugins]).toEqual([['b', 'a'], { b: '1.0.0' }])
    expect([given(false).order, given(false).wiring.a?.plugins]).toEqual([['a', 'b'], {}])
  })

  test('strict needs the very version of a plugin that its range names', () => {
    const { refused } = plan(
      plugin('a', { dependencies: { b: '^1.0.0' }, ...strict }),
      plugin('b', { version: '1.0.1' }),
    )
    expect(refused.a).toMatchObject({ code: 'RESOLVE_UNSATISFIABLE' })
  })

  test('a disabled plugin does not run, and neither do those that need it', () => {
    const { order, refused } = createPlan({
      plugins: [plugin('a', needs('b')), plugin('b'), plugin('c')],
      provided: {},
      policy: { disabled: ['b'] },
    })
    expect(order).toEqual(['c'])
    expect(refused.b).toMatchObject({ code: 'RESOLVE_DISABLED' })
    expect(refused.a).toMatchObject({ causedBy: 'b' })
  })

  test('circularDependencies: warn is told, allow is not, and the stricter one counts', () => {
    const cycle = (a?: 'allow', b?: 'allow') =>
      plan(
        plugin('a', { ...needs('b'), dependencyResolution: { circularDependencies: a } }),
        plugin('b', { ...needs('a'), dependencyResolution: { circularDependencies: b } }),
      ).warnings.map(({ code }) => code)
    expect(cycle()).toEqual(['RESOLVE_CIRCULAR'])
    expect(cycle('allow')).toEqual(['RESOLVE_CIRCULAR'])
    expect(cycle('allow', 'allow')).toEqual([])
  })

  test('a policy that cannot work is thrown, with each of its mistakes', () => {
    const policy = {
      pins: { react: 'newest' },
      overrides: { lib: 'banana', a: { b: '1.x.y' } },
      lock: { format: 1 as const, hash: '', plugins: { a: 'one' }, shared: {} },
    }
    expect(() => createPlan({ plugins: [], provided: {}, policy })).toThrow(
      /pins\["react"\].*lock\.plugins\["a"\].*overrides\["lib"\].*overrides\["a"\]/,
    )
  })
})
