import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleHarness } from './bundle-harness.ts'
import { toFactoryForm } from './factory-form.ts'
import { isGone, type Fixture } from './fixture.ts'
import type { FactoryForm } from './harness.ts'

type Results = Record<string, { native: string; factories: string }>

/** Runs fixtures in both forms in a Node process of their own, from files in a folder. */
export async function runInNode(folder: string, fixtures: readonly Fixture[]): Promise<Results> {
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
  return JSON.parse(execFileSync(process.execPath, [script, folder], { encoding: 'utf8' }))
}

function write(root: string, path: string, files: Iterable<[string, string]>) {
  for (const [file, text] of files) {
    if (isGone(file)) continue
    const target = join(root, path, file)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
}
