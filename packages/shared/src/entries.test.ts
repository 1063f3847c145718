import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { describe, expect, test } from 'vitest'

interface Bundle {
  /** Bytes after minifying and gzip. */
  size: number
  packages: string[]
}

/** An entry with all it exports, as a page would download it. */
async function bundled(entry: string): Promise<Bundle> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: ['es'] },
      rolldownOptions: { output: { minify: true } },
    },
  })
  const [first] = [result].flat()
  if (!first || !('output' in first)) throw new Error('the build wrote nothing')
  const [chunk] = first.output
  const packages = chunk.moduleIds.map((id) => /node_modules\/([^/]+)/.exec(id)?.[1] ?? 'ours')
  return { size: gzipSync(chunk.code).length, packages: [...new Set(packages)] }
}

// These are on a page's start-up path, where every byte counts.
describe('a light entry brings neither zod nor semver', () => {
  test.each([
    ['./index.ts', 900],
    ['./resolve/plan-input.ts', 700],
    ['./conditions/route-pattern.ts', 240],
  ])('%s, within %i bytes', async (entry, budget) => {
    const { size, packages } = await bundled(entry)
    expect(packages).toEqual(['ours'])
    expect(size).toBeLessThanOrEqual(budget)
  })
})

test('the resolver brings semver and no zod, the manifests both', async () => {
  expect((await bundled('./resolve/index.ts')).packages.toSorted()).toEqual(['ours', 'semver'])
  expect((await bundled('./manifest/index.ts')).packages.toSorted()).toEqual([
    'ours',
    'semver',
    'zod',
  ])
})
