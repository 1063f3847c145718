import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

test('a word with two letters swapped is found', () => {
  expect(nearest('stratgey', ['preload', 'strategy'])).toBe('strategy')
})

test('a letter too few, too many or wrong is found, in any case', () => {
  expect(nearest('Dashbord', ['report', 'dashboard'])).toBe('dashboard')
  expect(nearest('reportt', ['report', 'dashboard'])).toBe('report')
  expect(nearest('rapart', ['report', 'dashboard'])).toBe('report')
})

test('a word that is near to nothing has no suggestion', () => {
  expect(nearest('settings', ['report', 'dashboard'])).toBeUndefined()
  expect(nearest('x', [])).toBeUndefined()
})

test('of two that are equally near the first is taken', () => {
  expect(nearest('bat', ['cat', 'rat'])).toBe('cat')
})
