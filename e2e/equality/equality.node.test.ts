import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleHarness } from './bundle-harness.ts'
import { toFactoryForm } from './factory-form.ts'
import { isGone, isMeantToThrow, readFixtures } from './fixture.ts'
import type { FactoryForm } from './harness.ts'

const fixtures = readFixtures('anywhere')

describe('a module and its factory do the same in Node', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mortise-equality-'))
  let results: Record<string, { native: string; factories: string }>

  beforeAll(async () => {
    const forms: Record<string, FactoryForm> = {}
    for (const fixture of fixtures) {
      const base = `native/${fixture.name}`
      const scripts = `factories/${fixture.name}`
      const { form, files } = toFactoryForm(fixture, base, scripts)
      forms[fixture.name] = form
      write(folder, base, Object.entries(fixture.files))
      write(folder, scripts, files)
    }
    write(folder, '.', [
      ['package.json', '{"type":"module"}'],
      ['run.json', JSON.stringify({ forms, harness: await bundleHarness() })],
    ])
    const script = fileURLToPath(new URL('node-run.mjs', import.meta.url))
    results = JSON.parse(execFileSync(process.execPath, [script, folder], { encoding: 'utf8' }))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(fixtures.map(({ name }) => name))('%s', (name) => {
    const { native = '', factories } = results[name] ?? {}
    expect(factories).toBe(native)
    expect(native.startsWith('threw')).toBe(isMeantToThrow(name))
  })
})

function write(root: string, path: string, files: Iterable<[string, string]>) {
  for (const [file, text] of files) {
    if (isGone(file)) continue
    const target = join(root, path, file)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
}
