import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packages, root } from '../workspace.mjs'

const prefixes =
  'CONFIG|MANIFEST|CATALOG|SHARED|RESOLVE|CHUNK|SERVICE|EXTENSION|RELOAD|RELEASE|FEDERATION|HOST|LIFECYCLE|SANDBOX|CACHE'

const inCode = [...new Set(packages.flatMap(sources).flatMap(codesOf))].toSorted()
const inTable = [
  ...readFileSync(join(root, 'docs/errors.md'), 'utf8').matchAll(/^\| `([A-Z_]+)` +\|/gm),
].map(([, code]) => code)

describe('docs/errors.md', () => {
  it('has a row for every code that the packages use', () => {
    expect(inCode.filter((code) => !inTable.includes(code))).toEqual([])
  })

  it('has no row for a code that no package uses', () => {
    expect(inTable.filter((code) => !inCode.includes(code))).toEqual([])
  })

  it('has each code once', () => {
    expect(inTable).toEqual([...new Set(inTable)])
  })
})

function sources(name) {
  const folder = join(root, 'packages', name, 'src')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|fixtures/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
}

/** A code is always written out, in quotes: that is what makes it greppable. */
function codesOf(source) {
  return [...source.matchAll(new RegExp(`['"]((?:${prefixes})_[A-Z_]+)['"]`, 'g'))].map(
    ([, code]) => code,
  )
}
