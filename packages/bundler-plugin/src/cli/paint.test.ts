import { expect, it } from 'vitest'
import { createPaint } from './paint.ts'

const escape = '\u001b['

it('paints on a terminal', () => {
  expect(createPaint(true, {})('red', 'text')).toBe(`${escape}31mtext${escape}39m`)
})

it.each([
  ['no terminal', false, {}],
  ['NO_COLOR', true, { NO_COLOR: '1' }],
])('paints nothing: %s', (_, isTerminal, env) => {
  expect(createPaint(isTerminal, env)('red', 'text')).toBe('text')
})

it('an empty NO_COLOR says nothing', () => {
  expect(createPaint(true, { NO_COLOR: '' })('red', 'text')).not.toBe('text')
})
