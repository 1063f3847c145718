import { matchesRoute } from '@mortise/shared/conditions'
import { expect, it } from 'vitest'
import { createRandom } from '../../test/random.ts'

/** In Chromium, and not in TypeScript's DOM. */
declare const URLPattern: new (init: { pathname: string }) => {
  test(input: { pathname: string }): boolean
}

/** What `URLPattern` calls the same: our `/docs/*` is `/docs` too, and a slash at the end nothing. */
function standardPattern(pattern: string) {
  const names = pattern.split('/').filter(Boolean)
  const isOpen = names.at(-1) === '*'
  const fixed = (isOpen ? names.slice(0, -1) : names).map((name) => `/${name}`)
  return `${fixed.join('')}${isOpen ? '{/*}?' : '{/}?'}`
}

const random = createRandom(7)
const names = [
  'a',
  'b',
  'items',
  'café',
  'x y',
  'a.b',
  '100%25',
  'Ünï',
  '日本',
  'a-b',
  '~me',
  "it's",
]
const pick = (list: readonly string[]) => list[random.below(list.length)] as string
const some = (list: readonly string[]) =>
  Array.from({ length: random.below(4) }, () => `/${pick(list)}`).join('')

const patterns = Array.from({ length: 300 }, () => {
  const end = pick(['', '', '/', '/*'])
  return some([...names, ':id']).replaceAll(':id', () => `:n${random.below(1e9)}`) + end || '/'
})
const paths = Array.from({ length: 300 }, () => some(names) + pick(['', '', '/']) || '/')

it('means by a route pattern what URLPattern means', () => {
  let matched = 0
  for (const pattern of patterns) {
    const standard = new URLPattern({ pathname: standardPattern(pattern) })
    for (const path of paths) {
      // As `location.pathname` has it.
      const { pathname } = new URL(path, location.origin)
      const isMatch = matchesRoute(pattern, pathname)
      expect([pattern, path, isMatch]).toEqual([pattern, path, standard.test({ pathname })])
      if (isMatch) matched++
    }
  }
  expect(matched).toBeGreaterThan(1000)
})

it('takes a path as somebody writes it for the one that a browser has', () => {
  expect(matchesRoute('/café', '/caf%C3%A9')).toBe(true)
  expect(matchesRoute('/caf%C3%A9', '/café')).toBe(true)
})
