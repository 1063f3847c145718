import { expect, test } from 'vitest'
import { createPlan } from './create-plan.ts'
import { planInput } from './plan-input.ts'
import type { PlanInput, PlanPlugin } from './plan.ts'

/** A small seeded generator, so that a failing shuffle can be repeated. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)
}

function shuffledKeys<Value extends object>(value: Value, random: () => number): Value {
  return Object.fromEntries(shuffled(Object.entries(value), random)) as Value
}

/** Every case at once: cycles, refusals of each kind, several versions, ties. */
function workspace(size: number): PlanInput {
  const plugins = Array.from({ length: size }, (_, index): PlanPlugin => {
    const other = (step: number) => `plugin-${(index + step) % size}`
    return {
      id: `plugin-${index}`,
      version: `1.${index % 7}.0`,
      initialization: { priority: (index % 3) * 50 },
      dependencies: index % 4 === 0 ? { [other(5)]: '^1.0.0', [other(9)]: '>=1.2.0' } : {},
      optional: index % 5 === 0 ? { [other(3)]: '*' } : {},
      shared: { react: index % 11 === 0 ? '^18' : '^19', lib: ['^1', `^${1 + (index % 3)}`] },
      peers: ['react'],
      provides: { lib: `${1 + (index % 4)}.0.${index}` },
      ...(index % 13 === 0 && { circular: 'error' as const }),
    }
  })
  return { plugins, provided: { react: '19.3.1', other: '1.0.0' } }
}

test('a plan is the same to the byte for 200 orders of arrival', () => {
  const input = workspace(60)
  const wanted = JSON.stringify(createPlan(input))
  for (let seed = 0; seed < 200; seed++) {
    const random = generator(seed)
    const arrived: PlanInput = {
      plugins: shuffled(input.plugins, random).map((plugin) =>
        shuffledKeys(
          {
            ...plugin,
            dependencies: shuffledKeys(plugin.dependencies ?? {}, random),
            shared: shuffledKeys(plugin.shared ?? {}, random),
          },
          random,
        ),
      ),
      provided: shuffledKeys(input.provided, random),
    }
    expect(planInput(arrived)).toBe(planInput(input))
    expect(JSON.stringify(createPlan(arrived))).toBe(wanted)
  }
})

test('a plan is frozen throughout and carries the hash of its input', () => {
  const input = workspace(20)
  const plan = createPlan(input)
  expect(plan.input).toBe(planInput(input))
  expect(Object.isFrozen(plan.order)).toBe(true)
  expect(Object.isFrozen(plan.shared['react@^19'])).toBe(true)
  expect(Object.isFrozen(plan.refused)).toBe(true)
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
  ['circular', { ...input, plugins: [{ ...plugin, circular: 'error' }] }],
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
