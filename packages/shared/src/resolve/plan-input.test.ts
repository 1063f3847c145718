import { expect, test } from 'vitest'
import { createPlan } from './create-plan.ts'
import { planInput } from './plan-input.ts'
import type { PlanInput, PlanPlugin } from './plan.ts'
import { generator, reordered } from './shuffle.fixture.ts'

/** Every case at once: cycles, refusals of each kind, several versions, every setting, ties. */
function workspace(size: number): PlanInput {
  const several = Array.from({ length: size }, (_, index): PlanPlugin[] => {
    const other = (step: number) => `plugin-${(index + step) % size}`
    const pick = <Value>(values: readonly Value[], step: number) =>
      values[(index * step) % values.length]
    const one: PlanPlugin = {
      id: `plugin-${index}`,
      version: `1.${index % 7}.0`,
      initialization: { priority: (index % 3) * 50 },
      dependencies: index % 4 === 0 ? { [other(5)]: '^1.0.0', [other(9)]: '>=1.2.0' } : {},
      optional: index % 5 === 0 ? { [other(3)]: '*', [other(4)]: '^2.0.0' } : {},
      shared: {
        react: index % 11 === 0 ? '^18' : '^19',
        lib: ['^1', `^${1 + (index % 3)}`],
        ui: `^${1 + (index % 2)}.0.0`,
        icons: `^${1 + (index % 2)}.0.0`,
        state: `^${1 + (index % 3)}.0.0`,
      },
      peers: ['react', 'state'],
      provides: {
        lib: `${1 + (index % 4)}.0.${index}`,
        ui: `${1 + (index % 2)}.0.${index % 5}`,
        icons: `${1 + (index % 2)}.0.${index % 5}`,
        state: `${1 + (index % 3)}.1.0`,
      },
      implements: index % 2 === 0 ? ['com.example.protocol.even.v1'] : [],
      requires: index % 6 === 0 ? { [other(5)]: ['com.example.protocol.even.v1'] } : {},
      engine: { objectstack: index === 17 ? '^5.0.0' : '^4.0.0' },
      dependencyResolution: {
        strategy: index === 15 ? 'strict' : pick(['compatible', 'latest'] as const, 1),
        conflictResolution: pick(['latest', 'latest', 'oldest', 'fail', 'manual'] as const, 3),
        circularDependencies: index % 13 === 0 ? 'error' : pick(['warn', 'allow'] as const, 1),
        peerDependencies: {
          resolve: index % 9 !== 0,
          onMismatch: pick(['warn', 'ignore', 'warn', 'ignore', 'error'] as const, 7),
        },
      },
    }
    if (index % 9 > 0) return [one]
    return [one, { ...one, version: '2.0.0', dependencies: { [other(1)]: '^9.0.0' } }]
  })
  return {
    plugins: several.flat(),
    provided: { react: '19.3.1', other: '1.0.0' },
    together: [['ui', 'icons']],
    engine: { objectstack: '4.0.0' },
    policy: {
      conflicts: { state: '2.1.0' },
      disabled: ['plugin-7'],
      pins: { 'plugin-9': '1.2.0' },
    },
  }
}

test.each([0, 250, 500, 750])(
  'a plan is the same to the byte for 1000 orders of arrival: %i and the next 249',
  (first) => {
    const input = workspace(18)
    const wanted = JSON.stringify(createPlan(input))
    for (let seed = first; seed < first + 250; seed++) {
      const arrived = reordered(input, generator(seed))
      expect(planInput(arrived)).toBe(planInput(input))
      expect(JSON.stringify(createPlan(arrived))).toBe(wanted)
    }
  },
)

test('a plan is frozen throughout and carries the hash of its input', () => {
  const input = workspace(20)
  const plan = createPlan(input)
  expect(plan.input).toBe(planInput(input))
  expect(Object.isFrozen(plan.order)).toBe(true)
  expect(Object.isFrozen(plan.shared['react@^19'])).toBe(true)
  expect(Object.isFrozen(plan.refused)).toBe(true)
  expect(Object.isFrozen(Object.values(plan.wiring)[0]?.shared)).toBe(true)
})

test('the input is not touched', () => {
  const input = workspace(20)
  const before = JSON.stringify(input)
  createPlan(input)
  expect(JSON.stringify(input)).toBe(before)
  expect(Object.isFrozen(input.plugins)).toBe(false)
})

const plugin: PlanPlugin = {
  id: 'a',
  version: '1.0.0',
  initialization: { priority: 5 },
  dependencies: { b: '^1.0.0' },
  shared: { react: '^19' },
}
const input: PlanInput = { plugins: [plugin], provided: { react: '19.0.0' } }

test.each<[string, PlanInput]>([
  ['id', { ...input, plugins: [{ ...plugin, id: 'c' }] }],
  ['version', { ...input, plugins: [{ ...plugin, version: '1.0.1' }] }],
  ['priority', { ...input, plugins: [{ ...plugin, initialization: { priority: 6 } }] }],
  ['registration', { ...input, plugins: [{ ...plugin, registration: 0 }] }],
  ['dependencies', { ...input, plugins: [{ ...plugin, dependencies: { b: '^1.0.1' } }] }],
  ['optional', { ...input, plugins: [{ ...plugin, optional: { c: '*' } }] }],
  [
    'dependencyResolution',
    { ...input, plugins: [{ ...plugin, dependencyResolution: { strategy: 'strict' } }] },
  ],
  ['implements', { ...input, plugins: [{ ...plugin, implements: ['a.protocol.b.v1'] }] }],
  ['requires', { ...input, plugins: [{ ...plugin, requires: { b: ['a.protocol.b.v1'] } }] }],
  ['engine', { ...input, plugins: [{ ...plugin, engine: { objectstack: '^4.0.0' } }] }],
  ['the engine of the host', { ...input, engine: { objectstack: '4.0.0' } }],
  ['packages that belong together', { ...input, together: [['react', 'react-dom']] }],
  ['pins', { ...input, policy: { pins: { react: '19.0.0' } } }],
  ['overrides', { ...input, policy: { overrides: { a: { react: '*' } } } }],
  ['disabled', { ...input, policy: { disabled: ['a'] } }],
  ['conflicts', { ...input, policy: { conflicts: { react: '19.0.0' } } }],
  ['shared', { ...input, plugins: [{ ...plugin, shared: { react: '^18' } }] }],
  ['peers', { ...input, plugins: [{ ...plugin, peers: ['react'] }] }],
  ['provides', { ...input, plugins: [{ ...plugin, provides: { react: '18.0.0' } }] }],
  ['provided', { ...input, provided: { react: '19.0.1' } }],
  ['another plugin', { ...input, plugins: [plugin, { id: 'b', version: '1.0.0' }] }],
])('a change of %s changes the hash', (_, changed) => {
  expect(planInput(changed)).not.toBe(planInput(input))
})

test('what the plan does not depend on changes nothing', () => {
  const entry = { ...plugin, strategy: 'eager', manifest: 'a.json', peers: [], optional: {} }
  expect(planInput({ ...input, plugins: [entry] })).toBe(planInput(input))
  const listed = { ...plugin, shared: { react: ['^19'] } }
  expect(planInput({ ...input, plugins: [listed] })).toBe(planInput(input))
  const defaulted = { id: 'z', version: '1.0.0', initialization: { priority: 100 } }
  const bare = { id: 'z', version: '1.0.0' }
  expect(planInput({ plugins: [defaulted], provided: {} })).toBe(
    planInput({ plugins: [bare], provided: {} }),
  )
})
