import { describe, expect, test } from 'vitest'
import { MortiseError } from '../mortise-error.ts'
import { jsonErrorOffset } from './json-error-offset.ts'
import { parseJson } from './parse-json.ts'

function failure(text: string, subject?: 'catalog'): MortiseError {
  try {
    parseJson(text, 'plugin.json', subject)
  } catch (error) {
    if (error instanceof MortiseError) return error
  }
  throw new Error('expected a failure')
}

test('JSON is read, also behind a byte order mark', () => {
  expect(parseJson('\ufeff{ "id": "a" }', 'plugin.json')).toEqual({ id: 'a' })
})

describe('a text that is no JSON', () => {
  test('is named with the line and column of its first mistake', () => {
    const error = failure('{\n  "id": "a",\n}')
    expect(error.code).toBe('MANIFEST_NOT_JSON')
    expect(error.why).toBe('"plugin.json" is not JSON: unexpected "}" at line 3, column 1.')
    expect(error.cause).toBeInstanceOf(SyntaxError)
  })

  test('may be cut off, as a download is', () => {
    const error = failure('{ "plugins": [', 'catalog')
    expect(error.code).toBe('CATALOG_NOT_JSON')
    expect(error.why).toContain('it ends too early, at line 1, column 15')
  })

  test('may be empty, or the HTML page of a server that does not know the file', () => {
    expect(failure(' \n').why).toContain('it is empty')
    expect(failure('<!doctype html>').why).toContain('as an HTML page does')
  })
})

describe('the offset of the first mistake', () => {
  test.each([
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['{a:1}', 1],
    ['{"a" 1}', 5],
    ['[1 2]', 3],
    ['{"a":01}', 5],
    ['tru', 0],
    ['nullx', 0],
    ['{} {}', 3],
    ['["a\nb"]', 1],
    ['["\\x"]', 1],
    ['// no\n{}', 0],
    ['', 0],
    ['{"a":', 5],
  ])('%j is wrong at %i', (text, offset) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
    expect(jsonErrorOffset(text)).toBe(offset)
  })

  test.each(['{}', '[]', ' {"a": [1, -2.5e+3, true, null, "\\u00e9\\n"], "b": {}} ', '0', '"x"'])(
    '%s has none',
    (text) => {
      JSON.parse(text)
      expect(jsonErrorOffset(text)).toBeUndefined()
    },
  )
})
