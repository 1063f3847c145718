import { DndContext, useDraggable } from '@dnd-kit/core'
import { cards } from './model.js'
import './style.css'

export default function Widget() {
  return (
    <DndContext>
      {cards.slice(0, 4).map((card) => (
        <Card key={card.id} card={card} />
      ))}
    </DndContext>
  )
}

function Card({ card }) {
  const { setNodeRef, listeners } = useDraggable({ id: card.id })
  return (
    <div className="card" ref={setNodeRef} {...listeners}>
      {card.title}
    </div>
  )
}
