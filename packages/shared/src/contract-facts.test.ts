import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { schemas } from './contract.ts'
import { bestVersion, compareVersions, createPlan, satisfies } from './resolve/index.ts'

interface Field {
  path: string
  type: string
  values?: string[]
  default?: unknown
  min?: number
  max?: number
}

interface Facts {
  fields: Field[]
  enums: Record<string, string[]>
  defaults: Record<'explicitEmptyBlocks' | 'loadingAbsent' | 'loadingEmptyObject', object>
  semver: {
    satisfies: { version: string; range: string; satisfies: boolean }[]
    compare: { a: string; b: string; order: number }[]
    bestVersion: { available: string[]; constraints: string[]; best: string | null }[]
  }
  dependencyGraphs: {
    name: string
    plugins: Record<string, string[]>
    expect: { order?: string[]; orderConstraints?: [string, string][]; error?: string }
  }[]
}

const facts: Facts = JSON.parse(
  readFileSync(new URL('./conformance.fixture.json', import.meta.url), 'utf8'),
)
const fields = facts.fields.filter(({ path }) => path.startsWith('loading.'))
const leaves = fields.filter(({ type }) => type !== 'object')
const manifest = { id: 'com.example.a', version: '1.0.0', type: 'plugin', name: 'A' }

/** A manifest with one value, at a path such as `loading.caching.ttl`. */
function withValue(path: string, value: unknown): unknown {
  const at = path.split('.').reduceRight((inner, key) => ({ [key]: inner }), value)
  return { ...manifest, ...(at as object) }
}

function read(value: unknown, path: string): unknown {
  return path.split('.').reduce<any>((current, key) => current?.[key], value)
}

function accepts(path: string, value: unknown): boolean {
  return z.safeParse(schemas.manifest, withValue(path, value)).success
}

describe('every field of the loading block', () => {
  test('all 91 leaves that the contract lists are known', () => {
    expect(leaves.filter(({ path }) => !accepts(path, undefined))).toEqual([])
    expect(leaves).toHaveLength(91)
  })

  test.each(fields.filter((field) => 'default' in field))('$path has its default', (field) => {
    expect(read(z.parse(schemas.manifest, manifest), field.path)).toBe(field.default)
  })

  test.each(leaves.filter((field) => !('default' in field)))('$path has no default', ({ path }) => {
    expect(read(z.parse(schemas.manifest, manifest), path)).toBeUndefined()
  })

  test.each(fields.filter(({ min }) => min !== undefined))('$path has its minimum', (field) => {
    expect(accepts(field.path, field.min)).toBe(true)
    expect(accepts(field.path, field.min! - 1)).toBe(false)
  })

  test.each(fields.filter(({ max }) => max !== undefined))('$path has its maximum', (field) => {
    expect(accepts(field.path, field.max)).toBe(true)
    expect(accepts(field.path, field.max! + 1)).toBe(false)
  })

  test.each(Object.entries(facts.enums))('%s takes exactly its values', (path, values) => {
    const isList = fields.find((field) => field.path === path)?.type === 'enum[]'
    const given = (value: string) => (isList ? [value] : value)
    expect(values.filter((value) => !accepts(path, given(value)))).toEqual([])
    expect(accepts(path, given('another'))).toBe(false)
  })
})

test('empty blocks, an empty loading block and none at all give the defaults', () => {
  const { explicitEmptyBlocks, loadingAbsent, loadingEmptyObject } = facts.defaults
  const blocks = Object.keys(explicitEmptyBlocks).filter((key) => key !== 'strategy')
  const empty = Object.fromEntries(blocks.map((key) => [key, {}]))
  const absent = z.parse(schemas.manifest, manifest).loading

  expect(z.parse(schemas.loading, empty)).toMatchObject(explicitEmptyBlocks)
  expect(absent).toMatchObject(loadingAbsent)
  expect(z.parse(schemas.loading, {})).toMatchObject(loadingEmptyObject)
  expect(z.parse(schemas.loading, {})).toEqual(absent)
  expect(z.parse(schemas.loading, empty)).toEqual(absent)
})

describe('versions', () => {
  test.each(facts.semver.satisfies)('$version in $range: $satisfies', (fact) => {
    expect(satisfies(fact.version, fact.range)).toBe(fact.satisfies)
  })

  test.each(facts.semver.compare)('$a against $b is $order', ({ a, b, order }) => {
    expect(compareVersions(a, b)).toBe(order)
  })

  test.each(facts.semver.bestVersion)('the best of $available in $constraints', (fact) => {
    expect(bestVersion(fact.available, fact.constraints) ?? null).toBe(fact.best)
  })
})

describe('dependency graphs', () => {
  const codes: Record<string, string> = {
    circular: 'RESOLVE_CIRCULAR',
    'missing-dependency': 'RESOLVE_MISSING',
  }

  test.each(facts.dependencyGraphs)('$name', ({ plugins, expect: wanted }) => {
    const plan = createPlan({
      plugins: Object.entries(plugins).map(([id, needs]) => ({
        id,
        version: '1.0.0',
        dependencyResolution: { circularDependencies: 'error' as const },
        dependencies: Object.fromEntries(needs.map((need) => [need, '*'])),
      })),
      provided: {},
    })

    const refused = Object.values(plan.refused).map(({ code }) => code)
    expect(new Set(refused)).toEqual(new Set(wanted.error ? [codes[wanted.error]] : []))
    expect(plan.order).toHaveLength(wanted.error ? 0 : Object.keys(plugins).length)
    if (wanted.order) expect(plan.order).toEqual(wanted.order)
    for (const [first, second] of wanted.orderConstraints ?? []) {
      expect(plan.order.indexOf(first)).toBeLessThan(plan.order.indexOf(second))
    }
  })
})
