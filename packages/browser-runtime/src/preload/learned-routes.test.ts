import { expect, it } from 'vitest'
import { forgetRoutes } from './forget-routes.ts'
import { createLearnedRoutes } from './learned-routes.ts'

function memory(written = new Map<string, string>()) {
  return {
    getItem: (key: string) => written.get(key) ?? null,
    setItem: (key: string, value: string) => void written.set(key, value),
    removeItem: (key: string) => void written.delete(key),
    written,
  }
}

function follow(routes: string[], store = memory(), roles: string[] = []) {
  const learned = createLearnedRoutes(() => store)
  routes.slice(1).forEach((to, index) => learned.record(roles, routes[index] ?? '', to))
  return { learned, store }
}

it('knows what has followed more than once, the likeliest first', () => {
  const { learned } = follow([
    '/a',
    '/b',
    '/a',
    '/c',
    '/a',
    '/c',
    '/a',
    '/b',
    '/a',
    '/c',
    '/a',
    '/d',
  ])
  expect(learned.likely([], '/a')).toEqual(['/c', '/b'])
  expect(learned.likely([], '/d')).toEqual([])
})

it('leaves out what follows rarely', () => {
  const often = Array.from({ length: 9 }, () => ['/a', '/b']).flat()
  const { learned } = follow([...often, '/a', '/rare', '/a', '/rare'])
  expect(learned.likely([], '/a')).toEqual(['/b'])
})

it('tells roles apart, in whatever order they come', () => {
  const { learned } = follow(['/a', '/b', '/a', '/b'], memory(), ['x', 'y'])
  expect(learned.likely(['y', 'x'], '/a')).toEqual(['/b'])
  expect(learned.likely(['x'], '/a')).toEqual([])
})

it('forgets all with one call', () => {
  const { learned, store } = follow(['/a', '/b', '/a', '/b'])
  forgetRoutes(() => store)
  expect(store.written.size).toBe(0)
  expect(learned.likely([], '/a')).toEqual([])
})

it('keeps a bounded number of routes, the newest', () => {
  const routes = Array.from({ length: 500 }, (_, index) => `/${index}`)
  const { learned, store } = follow([...routes, '/x', '/y', '/x', '/y'])
  expect([...store.written.values()].join('').length).toBeLessThan(4000)
  expect(learned.likely([], '/x')).toEqual(['/y'])
})

it.each(['no json', '[]', '{"/a":1}', 'null'])('reads %s as nothing', (text) => {
  const store = memory(new Map([['mortise:routes', text]]))
  expect(follow(['/a', '/b', '/a', '/b'], store).learned.likely([], '/a')).toEqual(['/b'])
})

it('goes on where the browser blocks its storage', () => {
  const learned = createLearnedRoutes(() => {
    throw new Error('blocked')
  })
  learned.record([], '/a', '/b')
  expect(learned.likely([], '/a')).toEqual([])
})
