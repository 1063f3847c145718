import { expect, test } from 'vitest'
import { type Board, moveCard, placeOf } from './board-state.ts'

const card = (id: string) => ({ id, title: id, tag: '', owner: '' })
const board: Board = [
  { id: 'left', title: 'Left', cards: [card('a'), card('b'), card('c')] },
  { id: 'right', title: 'Right', cards: [] },
]

const ids = (moved: Board) => moved.map(({ cards }) => cards.map(({ id }) => id).join(''))

test('moves a card inside its column', () => {
  const moved = moveCard(board, { column: 'left', index: 0 }, { column: 'left', index: 2 })
  expect(ids(moved)).toEqual(['bca', ''])
})

test('moves a card into an empty column', () => {
  const moved = moveCard(board, { column: 'left', index: 1 }, { column: 'right', index: 0 })
  expect(ids(moved)).toEqual(['ac', 'b'])
})

test('leaves the board as it is when there is no such card', () => {
  expect(moveCard(board, { column: 'left', index: 9 }, { column: 'right', index: 0 })).toBe(board)
})

test('finds cards, and the end of a column', () => {
  expect(placeOf(board, 'b')).toEqual({ column: 'left', index: 1 })
  expect(placeOf(board, 'left')).toEqual({ column: 'left', index: 3 })
  expect(placeOf(board, 'nowhere')).toBeUndefined()
})
