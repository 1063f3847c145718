import { expect, test } from 'vitest'
import { stronglyConnected } from './strongly-connected.ts'

const groups = (graph: Record<string, string[]>) =>
  stronglyConnected(Object.keys(graph), (node) => graph[node] ?? [])

test('nodes without a cycle come one by one, each after what it leads to', () => {
  expect(groups({ a: ['b', 'c'], b: ['c'], c: [] })).toEqual([['c'], ['b'], ['a']])
})

test('nodes that reach each other are one group', () => {
  expect(groups({ a: ['b'], b: ['c', 'd'], c: ['a'], d: [] })).toEqual([['d'], ['a', 'b', 'c']])
})

test('two cycles that share a node are one group', () => {
  expect(groups({ a: ['b'], b: ['a', 'c'], c: ['b'] })).toEqual([['a', 'b', 'c']])
})

test('a chain that is longer than the stack is no problem', () => {
  const length = 200_000
  const chain = stronglyConnected([0], (node) => (node < length ? [node + 1] : []))
  expect(chain).toHaveLength(length + 1)
})
