import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { schemas } from './contract.ts'

interface Case {
  name: string
  schema: keyof typeof schemas
  input: unknown
  valid: boolean
  errorPaths?: string[]
  expectedSubset?: unknown
}

const { cases }: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('./conformance.fixture.json', import.meta.url), 'utf8'),
)

describe('every case of the contract', () => {
  test.each(cases)(
    '$schema: $name',
    ({ schema, input, valid, errorPaths = [], expectedSubset }) => {
      const result = z.safeParse(schemas[schema], input)
      const paths = result.error?.issues.map((issue) => issue.path.join('.')) ?? []

      expect(result.success).toBe(valid)
      expect(paths).toEqual(expect.arrayContaining(errorPaths))
      if (typeof expectedSubset === 'object')
        expect(result.data).toMatchObject(expectedSubset ?? {})
    },
  )

  test('there are 582 of them', () => {
    expect(cases).toHaveLength(582)
  })
})
