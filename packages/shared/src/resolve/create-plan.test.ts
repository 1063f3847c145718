import { describe, expect, test } from 'vitest'
import { createPlan } from './create-plan.ts'
import type { PlanPlugin } from './plan.ts'

function plugin(id: string, more: Partial<PlanPlugin> = {}): PlanPlugin {
  return { id, version: '1.0.0', ...more }
}

function needs(...ids: string[]): Pick<PlanPlugin, 'dependencies'> {
  return { dependencies: Object.fromEntries(ids.map((id) => [id, '*'])) }
}

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

  test('shares its id with another one: neither runs', () => {
    const { order, refused } = plan(
      plugin('a'),
      plugin('a', { version: '2.0.0' }),
      plugin('b', needs('a')),
    )
    expect(order).toEqual([])
    expect(refused.a).toMatchObject({ code: 'RESOLVE_DUPLICATE' })
    expect(refused.a?.why).toContain('1.0.0 and 2.0.0')
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
      plugin('a', { circular: 'error', ...needs('b') }),
      plugin('b', needs('a')),
      plugin('c', needs('b')),
      plugin('d', { circular: 'error', ...needs('e') }),
      plugin('e'),
    )
    expect(order).toEqual(['e', 'd'])
    expect(cycles).toEqual([])
    expect(refused.a).toMatchObject({ code: 'RESOLVE_CIRCULAR' })
    expect(refused.b?.why).toContain('"a", "b", "a"')
    expect(refused.c).toMatchObject({ causedBy: 'b' })
  })

  test('of one plugin that needs itself is none', () => {
    const { order, cycles } = plan(plugin('a', { circular: 'error', ...needs('a') }))
    expect({ order, cycles }).toEqual({ order: ['a'], cycles: [] })
  })
})
