import { useEffect, useState } from 'react'
import { addCard, type Board, moveCard, placeOf, readBoard, writeBoard } from './board-state.ts'

export interface BoardControl {
  board: Board
  /** Puts the card where the other card or column is. */
  move(card: string, over: string): void
  add(column: string, title: string): void
}

/** The board of this browser; every change is stored. */
export function useBoard(): BoardControl {
  const [board, setBoard] = useState(readBoard)
  useEffect(() => writeBoard(board), [board])

  return {
    board,
    move(card, over) {
      setBoard((current) => {
        const [from, to] = [placeOf(current, card), placeOf(current, over)]
        const same = !from || !to || (from.column === to.column && from.index === to.index)
        return same ? current : moveCard(current, from, to)
      })
    },
    add(column, title) {
      const card = { id: `card-${Date.now()}`, title, tag: 'New', owner: 'ME' }
      setBoard((current) => addCard(current, column, card))
    },
  }
}
