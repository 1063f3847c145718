import { expect, test } from 'vitest'
import { regress } from './regression.ts'

test('finds the line that the points lie on', () => {
  const pairs = [0, 1, 2, 3].map((x) => ({ x, y: 2 * x + 1 }))
  const { correlation, slope, intercept, range } = regress(pairs)
  expect([correlation, slope, intercept]).toEqual([
    expect.closeTo(1),
    expect.closeTo(2),
    expect.closeTo(1),
  ])
  expect(range).toEqual([0, 3])
})

test('counts every point once in the distribution', () => {
  const pairs = Array.from({ length: 50 }, (_, index) => ({ x: index * 1.7, y: 0 }))
  const counted = regress(pairs).histogram.reduce((total, { count }) => total + count, 0)
  expect(counted).toBe(50)
})

test('has no correlation when a value never changes', () => {
  expect(
    regress([
      { x: 1, y: 1 },
      { x: 2, y: 1 },
    ]).correlation,
  ).toBeNaN()
})
