import { matchesRoute } from '@mortise/shared/route-pattern'
import { expect, test } from 'vitest'
import { routeExpression } from './route-expression.ts'

const patterns = [
  '/',
  '/a',
  '/a/',
  '/a.b',
  '/items/:id',
  '/items/:id/edit',
  '/docs/*',
  '*',
  '/café/x y',
  '/u/:n/*',
]
const paths = [
  '/',
  '/a',
  '/a/',
  '/aXb',
  '/a.b',
  '/items',
  '/items/42',
  '/items/42/edit',
  '/docs',
  '/docs/guide/start',
  '/doc',
  '/u/ann',
  '/u/ann/files/1',
  '/caf%C3%A9/x%20y',
]

test.each(patterns)('the expression for %s accepts what the matcher accepts', (pattern) => {
  const expression = new RegExp(routeExpression(pattern))
  for (const path of paths) {
    expect([path, expression.test(path)]).toEqual([path, matchesRoute(pattern, path)])
  }
})
