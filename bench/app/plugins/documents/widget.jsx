import Markdown from 'react-markdown'
import { documents } from './model.js'
import './style.css'

export default function Widget() {
  return (
    <article className="documents">
      <Markdown>{documents[0]}</Markdown>
    </article>
  )
}
