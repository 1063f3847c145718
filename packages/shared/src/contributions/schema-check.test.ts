import { expect, it, test } from 'vitest'
import { describeProblem } from '../manifest/problem.ts'
import type { JsonSchema } from './declaration.ts'
import { createSchemaCheck } from './schema-check.ts'

const wrong = (schema: JsonSchema, value: unknown) =>
  createSchemaCheck(schema)(value, 'p[0]').map(describeProblem)

const route = {
  type: 'object',
  required: ['path'],
  properties: {
    path: { type: 'string', pattern: '^/' },
    size: { enum: ['small', 'large'] },
    badge: { $ref: '#/$defs/badge' },
  },
  additionalProperties: false,
  $defs: {
    badge: {
      type: 'object',
      properties: { count: { type: 'integer', minimum: 0 }, tone: { enum: ['plain', 'loud'] } },
      additionalProperties: false,
    },
  },
} as const

test.each<[unknown, string[]]>([
  [{ path: '/a', size: 'small', badge: { count: 1 } }, []],
  [
    { path: '/a', badge: { count: -1, tone: 'lound' } },
    [
      '`p[0].badge.count`: -1 is less than 0',
      '`p[0].badge.tone`: instance does not match any of ["plain","loud"]; did you mean "loud"?',
    ],
  ],
  [{ path: '/a', sizw: 'small' }, ['`p[0].sizw`: did you mean `size`?']],
  [
    { path: '/a', badge: { colour: 'red' } },
    ['`p[0].badge.colour`: unknown key; known are `count`, `tone`'],
  ],
  [{ path: 'a' }, ['`p[0].path`: string does not match pattern']],
])('names path and nearest word: %j', (value, problems) => {
  expect(wrong(route, value)).toEqual(problems)
})

it('names the key that stands where a required one is missing', () => {
  expect(wrong({ required: ['label'] }, { lable: 'A' })).toEqual([
    '`p[0]`: instance does not have required property "label"; did you mean `label` where `lable` stands?',
  ])
})

it('says of alternatives that none fits, not why each does not', () => {
  const schema = { anyOf: [{ type: 'string' }, { type: 'object', required: ['a'] }] }
  expect(wrong(schema, {})).toEqual(['`p[0]`: instance does not match any subschemas'])
})

test.each<[string, JsonSchema, unknown]>([
  [
    'draft-04',
    { $schema: 'http://json-schema.org/draft-04/schema#', maximum: 3, exclusiveMaximum: true },
    3,
  ],
  [
    'draft-07',
    { $schema: 'http://json-schema.org/draft-07/schema#', items: [{ type: 'string' }] },
    [1],
  ],
  ['2020-12', { prefixItems: [{ type: 'string' }] }, [1]],
  ['a schema that allows nothing', false, {}],
])('follows %s', (_draft, schema, value) => {
  expect(wrong(schema, value)).not.toEqual([])
})

it('leaves a frozen schema as it is, and takes a value that JSON does not have', () => {
  const schema = Object.freeze({
    properties: Object.freeze({ a: Object.freeze({ type: 'string' }) }),
  })
  expect(wrong(schema, { a: 'x', component() {} })).toEqual([])
  expect(wrong(schema, { a() {} })[0]).toMatch(/cannot be checked: .*function/)
})

test.each<[JsonSchema, RegExp]>([
  [{ type: 'strng' }, /no type "strng"; did you mean "string"\?/],
  [{ properties: { a: { pattern: '(' } } }, /regular expression/],
  [{ items: { $ref: '#/$defs/gone' } }, /"#\/\$defs\/gone" leads nowhere/],
])('refuses a schema that cannot be used: %j', (schema, message) => {
  expect(() => createSchemaCheck(schema)).toThrow(message)
})
