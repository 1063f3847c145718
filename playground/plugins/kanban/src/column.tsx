import { useDroppable } from '@dnd-kit/core'
import { SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable'
import type { ReactElement } from 'react'
import type { Column } from './board-state.ts'
import { SortableCard } from './card.tsx'
import styles from './board.module.css'

interface ColumnViewProps {
  column: Column
  onAdd(title: string): void
}

export function ColumnView({ column, onAdd }: ColumnViewProps): ReactElement {
  const { setNodeRef, isOver } = useDroppable({ id: column.id })

  function add(data: FormData): void {
    const title = String(data.get('title')).trim()
    if (title !== '') onAdd(title)
  }

  return (
    <section
      className={styles.column}
      aria-label={column.title}
      data-over={isOver}
      data-testid={`kanban-column-${column.id}`}
    >
      <header className={styles.head}>
        <h2>{column.title}</h2>
        <span aria-label={`${column.cards.length} cards`}>{column.cards.length}</span>
      </header>
      <SortableContext
        items={column.cards.map(({ id }) => id)}
        strategy={verticalListSortingStrategy}
      >
        <ul ref={setNodeRef} className={styles.cards}>
          {column.cards.map((card) => (
            <SortableCard key={card.id} card={card} />
          ))}
        </ul>
      </SortableContext>
      <form action={add} className={styles.add}>
        <input
          name="title"
          aria-label={`New card in ${column.title}`}
          placeholder="Add a card"
          data-testid={`kanban-add-${column.id}`}
          autoComplete="off"
        />
      </form>
    </section>
  )
}
