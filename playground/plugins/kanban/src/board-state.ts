import { sampleBoard } from './sample-board.ts'

export interface Card {
  id: string
  title: string
  tag: string
  owner: string
}

export interface Column {
  id: string
  title: string
  cards: readonly Card[]
}

export type Board = readonly Column[]

/** Where a card is or goes: the column and the place in it. */
export interface Place {
  column: string
  index: number
}

const key = 'workbench.kanban'

/** The board as this browser knows it, else the sample. */
export function readBoard(): Board {
  const stored = localStorage.getItem(key)
  if (stored === null) return sampleBoard
  try {
    const board: unknown = JSON.parse(stored)
    return Array.isArray(board) ? board : sampleBoard
  } catch {
    // Someone else wrote there; a broken entry must not cost the board.
    return sampleBoard
  }
}

export function writeBoard(board: Board): void {
  localStorage.setItem(key, JSON.stringify(board))
}

/** The place of a card, or the end of a column when the id is a column's. */
export function placeOf(board: Board, id: string): Place | undefined {
  for (const { id: column, cards } of board) {
    if (column === id) return { column, index: cards.length }
    const index = cards.findIndex((card) => card.id === id)
    if (index >= 0) return { column, index }
  }
  return undefined
}

export function moveCard(board: Board, from: Place, to: Place): Board {
  const card = board.find(({ id }) => id === from.column)?.cards[from.index]
  if (!card) return board
  return board.map((column) => {
    const kept = column.cards.filter(({ id }) => id !== card.id)
    if (column.id === to.column) return { ...column, cards: kept.toSpliced(to.index, 0, card) }
    return kept.length === column.cards.length ? column : { ...column, cards: kept }
  })
}

export function addCard(board: Board, column: string, card: Card): Board {
  return board.map((candidate) =>
    candidate.id === column ? { ...candidate, cards: [...candidate.cards, card] } : candidate,
  )
}
