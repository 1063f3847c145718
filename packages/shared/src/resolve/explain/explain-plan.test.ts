import { describe, expect, test } from 'vitest'
import { createPlan } from '../create-plan.ts'
import type { PlanInput, PlanPlugin } from '../plan.ts'
import { explainPlan } from './explain-plan.ts'

type Facts = Partial<PlanPlugin> & { id: string }

function explained(plugins: Facts[], more: Partial<PlanInput> = {}) {
  const all = plugins.map((plugin) => ({ version: '1.0.0', ...plugin }))
  const input = { provided: {}, ...more, plugins: all }
  return explainPlan(createPlan(input), input)
}

const needs = (dependencies: Record<string, string>) => ({ dependencies })
const peer = (range: string, more: Partial<PlanPlugin> = {}) => ({
  shared: { react: range },
  peers: ['react'],
  ...more,
})
const insisting = { dependencyResolution: { peerDependencies: { onMismatch: 'error' as const } } }

test('is the plan, with answers that JSON leaves out', () => {
  const input = { plugins: [{ id: 'a', version: '1.0.0' }], provided: {} }
  const plan = createPlan(input)
  expect(JSON.stringify(explainPlan(plan, input))).toBe(JSON.stringify(plan))
  expect(Object.isFrozen(explainPlan(plan, input))).toBe(true)
})

describe('why', () => {
  const plan = explained(
    [
      { id: 'dashboard', ...needs({ shop: '^1.0.0' }) },
      { id: 'shop', ...needs({ auth: '^1.0.0' }), ...peer('^19.0.0') },
      { id: 'far', ...needs({ dashboard: '*' }) },
      { id: 'auth', version: '1.4.0' },
      { id: 'auth', version: '2.0.0' },
      { id: 'charts', shared: { lib: '~2.1.0' }, provides: { lib: '2.1.3' } },
      { id: 'maps', provides: { lib: '2.9.0' } },
    ],
    { provided: { react: '19.3.1' } },
  )

  test('a plugin: the shortest chain from one that nobody needs, and why no newer version', () => {
    const { chain, text } = plan.why('auth')
    expect(chain.map(({ from, needs: to }) => [from, to])).toEqual([
      ['far', 'dashboard'],
      ['dashboard', 'shop'],
      ['shop', 'auth'],
    ])
    expect(text).toContain('"auth" 1.4.0 runs.')
    expect(text).toContain('2.0.0 is not taken: "shop" 1.0.0 needs "auth" in "^1.0.0"')
  })

  test('a plugin that nobody needs is there because it is listed', () => {
    expect(plan.why('far').text).toContain('no plugin needs it')
  })

  test('a package: who provides it, and the requirement that keeps newer ones out', () => {
    expect(plan.why('react').text).toContain('"react" 19.3.1 comes from the host.')
    expect(plan.why('react').text).toContain('takes "react" in "^19.0.0" as a peer')
    const { chain, text } = plan.why('lib')
    expect(text).toContain('"lib" 2.1.3 comes from "charts".')
    expect(text).toContain('2.9.0 is not taken')
    expect(chain).toMatchObject([{ from: 'charts', needs: 'lib', range: '~2.1.0' }])
  })

  test('a name that is none gives the nearest', () => {
    expect(plan.why('raect').text).toBe(
      'Nothing in the plan is named "raect". Did you mean "react"?',
    )
  })
})

describe('whyNot', () => {
  test('goes down to the root, and names the fewest requirements that cannot be met together', () => {
    const plan = explained([
      { id: 'top', ...needs({ a: '*' }) },
      { id: 'a', ...needs({ auth: '^2.0.0' }) },
      { id: 'b', ...needs({ auth: '^1.0.0' }) },
      { id: 'c', ...needs({ auth: '>=1.0.0' }) },
      { id: 'd', ...needs({ b: '^1.0.0' }) },
      { id: 'e', ...needs({ b: '^1.0.0' }) },
      { id: 'auth', version: '1.4.0' },
      { id: 'auth', version: '2.0.0' },
    ])
    const { chain, conflict, fix, text } = plan.whyNot('top')
    expect(chain.map(({ from, needs: to }) => [from, to])).toEqual([
      ['top', 'a'],
      ['a', 'auth'],
    ])
    expect(conflict).toMatchObject([
      { from: 'a', needs: 'auth', range: '^2.0.0' },
      { from: 'b', needs: 'auth', range: '^1.0.0' },
    ])
    expect(fix).toContain('let "b" accept more than "^1.0.0"')
    expect(text).toContain('These cannot be met together:')
  })

  test('one requirement is enough where no version meets it', () => {
    const plan = explained([{ id: 'a', ...needs({ auth: '^3.0.0' }) }, { id: 'auth' }])
    expect(plan.whyNot('a').conflict).toMatchObject([{ from: 'a', needs: 'auth' }])
    expect(plan.whyNot('a').fix).toContain('Deploy a version of "auth" in "^3.0.0"')
  })

  test('the host is one of the two where its copy does not fit', () => {
    const plan = explained([{ id: 'a', ...peer('^18.0.0', insisting) }], {
      provided: { react: '19.3.1' },
    })
    expect(plan.whyNot('a').conflict).toMatchObject([
      { from: 'a', needs: 'react', range: '^18.0.0' },
      { from: 'host', needs: 'react', range: '19.3.1' },
    ])
  })

  test('names who keeps the page’s one instance from fitting', () => {
    const plan = explained([
      { id: 'a', ...peer('^18.0.0', insisting), provides: { react: '18.3.0' } },
      { id: 'b', ...peer('^19.0.0', insisting), provides: { react: '19.1.0' } },
    ])
    expect(plan.whyNot('a').conflict?.map(({ from }) => from)).toEqual(['a', 'b'])
  })

  test('a plugin that runs has nothing against it', () => {
    expect(explained([{ id: 'a' }]).whyNot('a').text).toContain('"a" 1.0.0 runs')
  })
})

describe('whatIf', () => {
  const plugins: Facts[] = [
    { id: 'shop', ...needs({ auth: '^1.0.0' }), size: 1000 },
    { id: 'auth', version: '1.4.0', size: 400 },
    { id: 'charts', shared: { lib: '^2.0.0' }, provides: { lib: '2.1.0' }, size: 50 },
    { id: 'old', ...peer('^18.0.0', insisting), size: 5 },
  ]
  const plan = explained(plugins, { provided: { react: '19.3.1' } })

  test('adds up what is new, and what the page has in another version', () => {
    const added = plan.whatIf({
      add: [
        {
          id: 'maps',
          version: '1.0.0',
          size: 7000,
          shared: { lib: '^3.0.0' },
          provides: { lib: '3.0.0' },
          providesSize: { lib: 900 },
        },
        { id: 'tiny', version: '1.0.0' },
      ],
    })
    expect(added).toMatchObject({ added: 7900, duplicated: 900, unsized: ['tiny@1.0.0'] })
    expect(added.plan.order).toContain('maps')
    expect(added.text).toContain('7900 bytes more, 900 of them')
  })

  test('says what would break and what would run', () => {
    const { broken, mended, text } = plan.whatIf({ remove: ['auth'], upgrade: { react: '18.3.0' } })
    expect(broken).toMatchObject({ shop: { code: 'RESOLVE_MISSING' } })
    expect(mended).toEqual(['old'])
    expect(text).toContain('"shop" would no longer run (RESOLVE_MISSING)')
  })

  test('upgrades a plugin to a version that is listed, or as if it were', () => {
    expect(Object.keys(plan.whatIf({ upgrade: { auth: '2.0.0' } }).broken)).toEqual(['shop'])
    expect(plan.whatIf({ upgrade: { auth: '1.9.0' } }).plan.wiring['auth']?.version).toBe('1.9.0')
  })

  test('refuses a name that is none', () => {
    expect(() => plan.whatIf({ remove: ['nobody'] })).toThrow('Nothing in the plan is named')
    expect(() => plan.whatIf({ upgrade: { vue: '3.0.0' } })).toThrow(
      '"vue", so it can be neither removed nor upgraded',
    )
  })
})
