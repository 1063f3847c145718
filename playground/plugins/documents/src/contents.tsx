import { type ReactElement, useMemo } from 'react'
import { tableOfContents } from './table-of-contents.ts'
import styles from './reader.module.css'

export function Contents({ text }: { text: string }): ReactElement {
  const entries = useMemo(() => tableOfContents(text), [text])
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
