import { useSortable } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import type { ReactElement } from 'react'
import type { Card } from './board-state.ts'
import styles from './board.module.css'

export function SortableCard({ card }: { card: Card }): ReactElement {
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({
    id: card.id,
  })
  return (
    <li
      ref={setNodeRef}
      className={styles.slot}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      data-testid={`kanban-card-${card.id}`}
      {...attributes}
      {...listeners}
    >
      <CardFace card={card} state={isDragging ? 'gone' : 'resting'} />
    </li>
  )
}

interface CardFaceProps {
  card: Card
  state: 'resting' | 'lifted' | 'gone'
}

export function CardFace({ card, state }: CardFaceProps): ReactElement {
  return (
    <div className={styles.card} data-state={state}>
      <p>{card.title}</p>
      <footer>
        <span className={styles.tag}>{card.tag}</span>
        <span className={styles.owner} aria-label={`Owner ${card.owner}`}>
          {card.owner}
        </span>
      </footer>
    </div>
  )
}
