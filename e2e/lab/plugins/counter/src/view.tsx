import { useState } from 'react'

export default function View() {
  const [count, setCount] = useState(0)
  return (
    <button type="button" data-testid="count" onClick={() => setCount(count + 1)}>
      Pressed {count} times
    </button>
  )
}
