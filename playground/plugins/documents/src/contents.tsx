import { type ReactElement, type RefObject, useEffect, useState } from 'react'
import styles from './reader.module.css'

interface Entry {
  id: string
  text: string
  level: string
}

interface ContentsProps {
  article: RefObject<HTMLElement | null>
  text: string
}

/** The headings of the rendered article: read from the page, so there is one parse of the text. */
export function Contents({ article, text }: ContentsProps): ReactElement {
  const [entries, setEntries] = useState<readonly Entry[]>([])

  useEffect(() => {
    const headings = article.current?.querySelectorAll<HTMLElement>(':is(h2, h3)[id]') ?? []
    setEntries(
      [...headings].map(({ id, textContent, tagName }) => ({
        id,
        text: textContent,
        level: tagName,
      })),
    )
  }, [article, text])

  return (
    <nav className={styles.contents} aria-label="Contents" data-testid="document-contents">
      <h2>Contents</h2>
      <ol>
        {entries.map(({ id, text: title, level }) => (
          <li key={id} data-level={level}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
