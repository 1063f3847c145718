import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isMeantToThrow, readFixtures } from './fixture.ts'
import { runInNode } from './run-in-node.ts'

const fixtures = readFixtures('anywhere')

describe('a module and its factory do the same in Node', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mortise-equality-'))
  let results: Awaited<ReturnType<typeof runInNode>>

  beforeAll(async () => {
    results = await runInNode(folder, fixtures)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(fixtures.map(({ name }) => name))('%s', (name) => {
    const { native = '', factories } = results[name] ?? {}
    expect(factories).toBe(native)
    expect(native.startsWith('threw')).toBe(isMeantToThrow(name))
  })
})
