import { expect, test } from 'vitest'
import { matchesRoute } from './route-pattern.ts'

test.each([
  ['/', '/'],
  ['/', ''],
  ['/analytics', '/analytics'],
  ['/analytics', '/analytics/'],
  ['/analytics/', '/analytics'],
  ['/items/:id', '/items/42'],
  ['/items/:id/edit', '/items/42/edit'],
  ['/docs/*', '/docs/guide/start'],
  ['/docs/*', '/docs/guide'],
  ['/docs/*', '/docs'],
  ['/*', '/anything'],
  ['*', '/anything/at/all'],
  ['/u/:name/*', '/u/ann/files/1'],
])('%s matches %s', (pattern, path) => {
  expect(matchesRoute(pattern, path)).toBe(true)
})

test.each([
  ['/analytics', '/analytics/report'],
  ['/analytics', '/analytic'],
  ['/analytics', '/Analytics'],
  ['/analytics', '/'],
  ['/', '/analytics'],
  ['/items/:id', '/items'],
  ['/items/:id', '/items/42/edit'],
  ['/docs/*', '/doc'],
  ['/u/:name/*', '/u'],
  ['/a/*/c', '/a/b/c'],
])('%s does not match %s', (pattern, path) => {
  expect(matchesRoute(pattern, path)).toBe(false)
})
