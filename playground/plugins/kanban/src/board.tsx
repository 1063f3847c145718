import {
  type Announcements,
  closestCorners,
  DndContext,
  type DragEndEvent,
  type DragOverEvent,
  DragOverlay,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable'
import { type ReactElement, useState } from 'react'
import { placeOf } from './board-state.ts'
import { CardFace } from './card.tsx'
import { ColumnView } from './column.tsx'
import { useBoard } from './use-board.ts'
import styles from './board.module.css'

export default function BoardView(): ReactElement {
  const { board, move, add } = useBoard()
  const [dragged, setDragged] = useState<string>()
  const sensors = useSensors(
    // A few pixels first, so that a click or a scroll is no drag.
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const cards = board.flatMap((column) => column.cards)
  const lifted = cards.find(({ id }) => id === dragged)

  function carry({ active, over }: DragOverEvent): void {
    if (!over) return
    const [from, to] = [String(active.id), String(over.id)]
    // Inside a column the cards only make room; the move itself comes with the drop.
    if (placeOf(board, from)?.column !== placeOf(board, to)?.column) move(from, to)
  }

  function drop({ active, over }: DragEndEvent): void {
    setDragged(undefined)
    if (over) move(String(active.id), String(over.id))
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCorners}
      accessibility={{ announcements: announcementsFor(nameOf) }}
      onDragStart={({ active }) => setDragged(String(active.id))}
      onDragOver={carry}
      onDragEnd={drop}
      onDragCancel={() => setDragged(undefined)}
    >
      <div className={styles.board} data-testid="kanban-board">
        {board.map((column) => (
          <ColumnView key={column.id} column={column} onAdd={(title) => add(column.id, title)} />
        ))}
      </div>
      <DragOverlay>{lifted ? <CardFace card={lifted} state="lifted" /> : null}</DragOverlay>
    </DndContext>
  )

  function nameOf(id: string): string {
    const named = [...cards, ...board].find((candidate) => candidate.id === id)
    return named?.title ?? 'card'
  }
}

function announcementsFor(nameOf: (id: string) => string): Announcements {
  const name = (item: { id: string | number }) => nameOf(String(item.id))
  return {
    onDragStart: ({ active }) => `Picked up ${name(active)}.`,
    onDragOver: ({ active, over }) =>
      over ? `${name(active)} is over ${name(over)}.` : `${name(active)} is over no column.`,
    onDragEnd: ({ active, over }) =>
      over ? `${name(active)} was dropped on ${name(over)}.` : `${name(active)} was dropped.`,
    onDragCancel: ({ active }) => `${name(active)} went back to its place.`,
  }
}
