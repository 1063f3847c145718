import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import plugin from './index.mjs'

const runtime = 'packages/browser-runtime/src'
const bundler = 'packages/bundler-plugin/src'
const shared = 'packages/shared/src'

/**
 * A file, what stands in it, and what the linter says about it; nothing where it is allowed.
 * @type {Record<string, [path: string, code: string, message?: RegExp][]>}
 */
const cases = {
  'import-direction': [
    [`${runtime}/catalog/a.ts`, "import { parse } from '@mortise/shared/manifest'"],
    [`${runtime}/catalog/b.ts`, "import { catalogMissing } from '../errors.ts'"],
    [`${runtime}/kernel/c.ts`, "import type { Loader } from '../loader/loader.ts'"],
    [`${runtime}/kernel/d.ts`, "import { type Loader } from '../loader/loader.ts'"],
    [`${runtime}/host.ts`, "import { createLoader } from './loader/loader.ts'"],
    [`${runtime}/react/a.tsx`, "import { loadPlugin } from '../load-plugin.ts'"],
    [`${bundler}/vite/a.ts`, "import { createPlan } from '../plan/index.ts'"],
    [`${bundler}/describe/a.ts`, "import { writeFile } from 'node:fs/promises'"],
    [`${shared}/a.ts`, "import { host } from '@mortise/browser-runtime'", /both sides import/],
    [`${runtime}/a.ts`, "import { x } from '@mortise/bundler-plugin/plan'", /need the build/],
    [`${bundler}/a.ts`, "import { x } from '@mortise/browser-runtime'", /must not need the page/],
    [`${bundler}/plan/a.ts`, "import { readFile } from 'node:fs'", /decisions are pure/],
    [`${bundler}/plan/b.ts`, "import type { Plugin } from 'vite'", /decisions are pure/],
    [`${bundler}/plan/c.ts`, "import { serve } from '../vite/serve.ts'", /plan knows none/],
    [`${shared}/resolve/a.ts`, "const fs = import('node:fs')", /decisions are pure/],
    [`${bundler}/factory/a.ts`, "import { build } from 'esbuild'", /shares the factory pass/],
    [`${bundler}/vite/b.ts`, "export { x } from '../esbuild/index.ts'", /no esbuild installed/],
    [`${bundler}/esbuild/a.ts`, "export * from '../vite/index.ts'", /no Vite installed/],
    [`${runtime}/kernel/a.ts`, "import { load } from '../loader/load.ts'", /meet only in host/],
    [`${runtime}/kernel/b.ts`, "import { createHost } from '../host.ts'", /meet only in host/],
    [`${runtime}/b.ts`, "import { parse } from '../../shared/src/index.ts'", /by its name/],
  ],
  'named-exports': [
    [`${shared}/names/a.ts`, 'export const a = 1'],
    [`${shared}/names/b.ts`, "export { a as b } from './a.ts'"],
    ['playground/src/app.tsx', 'export default 1'],
    [`${shared}/names/c.ts`, 'export default 1', /Export by name/],
    [`${shared}/names/d.ts`, "export { a as default } from './a.ts'", /Export by name/],
  ],
  'no-module-state': [
    [`${shared}/state/a.ts`, 'export function create() { let n = 0; return () => n++ }'],
    [`${shared}/state/b.ts`, "const next = { pending: ['loading'] }; const known = new Set(['a'])"],
    [`${shared}/state/c.ts`, 'const none: readonly string[] = []'],
    [`${runtime}/load-plugin.ts`, 'let only'],
    [`${shared}/state/d.test.ts`, 'let only'],
    [`${shared}/state/e.ts`, 'let count = 0', /"let" is state/],
    [`${shared}/state/f.ts`, 'export var count = 0', /"var" is state/],
    [`${shared}/state/g.ts`, 'const hosts = new Map<string, object>()', /starts empty/],
    [`${shared}/state/h.ts`, 'const hosts: string[] = []', /starts empty/],
  ],
  'errors-in-one-place': [
    [`${runtime}/errors.ts`, 'new MortiseError({})'],
    [`${runtime}/late-errors.ts`, 'new MortiseError({})'],
    [`${runtime}/c.ts`, 'throw catalogMissing()'],
    [`${runtime}/d.ts`, 'throw new MortiseError({})', /errors\.ts instead/],
  ],
}

const folder = mkdtempSync(join(tmpdir(), 'mortise-lint-'))
afterAll(() => rmSync(folder, { recursive: true }))

const reports = lint(Object.values(cases).flat())

for (const rule of Object.keys(plugin.rules)) {
  describe(rule, () => {
    it.each(cases[rule])('%s: %s', (path, _code, message) => {
      const found = reports.filter(
        (report) => report.filename === path && report.code === `mortise(${rule})`,
      )
      expect(found.map((report) => report.message)).toEqual(
        message ? [expect.stringMatching(message)] : [],
      )
    })
  })
}

/** Runs the real linter once, with the real configuration, over a tree of our cases. */
function lint(files) {
  const config = JSON.parse(readFileSync('.oxlintrc.json', 'utf8'))
  // The overrides' globs are relative to the configuration, so it goes along.
  write('.oxlintrc.json', JSON.stringify({ ...config, jsPlugins: config.jsPlugins.map(absolute) }))
  for (const [path, code] of files) write(path, code)
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [absolute('node_modules/oxlint/bin/oxlint'), '--format', 'json'],
    { cwd: folder, encoding: 'utf8' },
  )
  try {
    return JSON.parse(stdout).diagnostics
  } catch (cause) {
    throw new Error(`oxlint printed no report: ${stdout}${stderr}`, { cause })
  }
}

function absolute(path) {
  return resolve(path)
}

function write(path, content) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}
