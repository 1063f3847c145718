import { useState } from 'react'
import Markdown from 'react-markdown'
import { documents } from './model.js'
import './style.css'

export default function Page() {
  const [text, setText] = useState(documents.join('\n\n'))
  return (
    <article className="documents">
      <textarea value={text} onChange={(event) => setText(event.target.value)} />
      <Markdown>{text}</Markdown>
    </article>
  )
}
