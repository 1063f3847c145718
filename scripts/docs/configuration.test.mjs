import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readJson, root } from '../workspace.mjs'
import { fields, ledger, notYetTest } from './configuration-ledger.mjs'
import { configurationPage, leaves, manifestSchema, parseTest } from './configuration-page.mjs'

/** @type {{ fields: { path: string, type: string }[] }} */
const contract = readJson('packages/shared/src/conformance.fixture.json')
const keys = contract.fields
  .filter(({ path, type }) => path.startsWith('loading.') && type !== 'object')
  .map(({ path }) => path.slice('loading.'.length))

const named = Object.entries(ledger).flatMap(([key, { test }]) => (test ? [{ key, test }] : []))
const namedOfFields = Object.entries(fields).flatMap(([key, { test }]) =>
  test ? [{ key, test }] : [],
)

describe('the ledger of docs/configuration.md', () => {
  it('has a row for every key of the contract, and for no other', () => {
    expect(keys).toHaveLength(91)
    expect(Object.keys(ledger).toSorted()).toEqual(keys.toSorted())
    expect(leaves.map(({ key }) => key).toSorted()).toEqual(keys.toSorted())
  })

  it.each(Object.entries(ledger))('%s is honoured, refused or reported, and proven', (_, row) => {
    const { reader, test, refused, notYet } = row
    if (notYet) expect([reader, test, refused]).toEqual([undefined, undefined, undefined])
    else expect([reader, test]).toEqual([expect.any(String), expect.any(String)])
  })

  it.each(Object.entries(ledger).filter(([, { reader }]) => reader))(
    '%s is mentioned by the folder that reads it',
    (key, { reader }) => {
      expect(sourcesOf(reader)).toMatch(word(key))
    },
  )

  it.each(named)('$key: its test exists and names it', ({ key, test }) => {
    const { file, title } = parseTest(test)
    const text = readFileSync(join(root, file), 'utf8')
    expect(titlesOf(text)).toContain(title)
    expect(text).toMatch(word(key))
  })

  it('names a test for the keys that are not honoured yet', () => {
    const { file, title } = parseTest(notYetTest)
    expect(titlesOf(readFileSync(join(root, file), 'utf8'))).toContain(title)
  })

  it('has a row for every other field of the manifest', () => {
    const others = Object.keys(manifestSchema.properties).filter((field) => field !== 'loading')
    expect(Object.keys(fields).toSorted()).toEqual(others.toSorted())
  })

  it.each(Object.entries(fields))(
    'field %s is mentioned by those who read it',
    (field, { reader }) => {
      for (const folder of reader) expect(sourcesOf(folder)).toMatch(word(field))
    },
  )

  it.each(namedOfFields)('field $key: its test exists', ({ test }) => {
    const { file, title } = parseTest(test)
    expect(titlesOf(readFileSync(join(root, file), 'utf8'))).toContain(title)
  })
})

it('docs/configuration.md is what the generator writes', async () => {
  const page = readFileSync(join(root, 'docs/configuration.md'), 'utf8')
  expect(page, 'run node scripts/docs/write-configuration.mjs').toBe(await configurationPage())
})

function sourcesOf(folder) {
  const path = join(root, folder)
  if (!existsSync(path)) return ''
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|fixture/.test(file))
    .map((file) => readFileSync(join(path, file), 'utf8'))
    .join('\n')
}

/** The last part of a key as a word: `enabled` of `caching.enabled`. */
function word(key) {
  return new RegExp(`(^|[^\\w$])${key.split('.').at(-1)?.replace('$', '\\$')}\\b`)
}

/** Titles of a file's tests, as they are written there, and the first cells of their tables. */
function titlesOf(text) {
  return [...text.matchAll(/(?<=[(,[]\s*)(['"`])((?:\\.|(?!\1).)*)\1\s*,/gs)].map(([, , title]) =>
    title?.replaceAll(/\\(.)/g, '$1'),
  )
}
