import { DndContext, useDroppable } from '@dnd-kit/core'
import { cards } from './model.js'
import './style.css'

export default function Page() {
  return (
    <DndContext>
      {['Open', 'Doing', 'Done'].map((name) => (
        <Column key={name} name={name} />
      ))}
    </DndContext>
  )
}

function Column({ name }) {
  const { setNodeRef } = useDroppable({ id: name })
  return (
    <div ref={setNodeRef}>
      <h2>{name}</h2>
      {cards
        .filter(({ column }) => column === name)
        .map(({ id, title }) => (
          <div className="card" key={id}>
            {title}
          </div>
        ))}
    </div>
  )
}
