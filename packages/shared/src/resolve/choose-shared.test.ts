import { describe, expect, test } from 'vitest'
import { createPlan } from './create-plan.ts'
import type { PlanPlugin } from './plan.ts'

function plan(provided: Record<string, string>, ...plugins: Omit<PlanPlugin, 'version'>[]) {
  return createPlan({
    plugins: plugins.map((plugin) => ({ version: '1.0.0', ...plugin })),
    provided,
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
    const { shared } = plan(
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
  })

  test('may come from a plugin that cannot run itself', () => {
    const { order, shared } = plan(
      {},
      { id: 'a', dependencies: { gone: '*' }, provides: { lib: '1.0.0' } },
      { id: 'b', shared: { lib: '*' } },
    )
    expect(order).toEqual(['b'])
    expect(shared['lib@*']).toEqual({ provider: 'a', version: '1.0.0' })
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

describe('a singleton', () => {
  const peer = (id: string, range: string, version?: string) => ({
    id,
    shared: { react: range },
    peers: ['react'],
    ...(version && { provides: { react: version } }),
  })

  test("is never beside the host's: a conflict refuses the plugin and those that need it", () => {
    const { order, refused, shared } = plan(
      { react: '19.3.1' },
      peer('a', '^19.0.0'),
      peer('b', '^18.0.0', '18.3.0'),
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

  test('without the host is the one version that suits the most plugins', () => {
    const { order, shared, refused } = plan(
      {},
      peer('a', '^19.0.0', '19.0.0'),
      peer('b', '^18.0.0', '18.2.0'),
      peer('c', '^18.0.0 || ^19.0.0', '18.3.0'),
      peer('d', '^18.2.0'),
    )
    expect(order).toEqual(['b', 'c', 'd'])
    expect(new Set(Object.values(shared))).toEqual(new Set([{ provider: 'c', version: '18.3.0' }]))
    expect(refused.a).toMatchObject({ code: 'SHARED_CONFLICT' })
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
