import { expect, test, vi } from 'vitest'
import { createMemory } from './remember.ts'

test('what a build made of a text, the next one has, and what one build did without is gone', () => {
  const { remember, turn } = createMemory()
  const make = vi.fn(() => ({}))
  const first = remember('a', make)
  turn()
  expect(remember('a', make)).toBe(first)
  turn()
  turn()
  expect(remember('a', make)).not.toBe(first)
  expect(make).toHaveBeenCalledTimes(2)
})
