import { view } from '@playground/plugins-common/recently-viewed'
import { lazy, type ReactElement, Suspense, use, useState, useTransition } from 'react'
import { Article } from './article.tsx'
import { Contents } from './contents.tsx'
import { library, read } from './library.ts'
import styles from './reader.module.css'

const Statistics = lazy(() => import('./statistics.tsx'))
const cover = new URL('./cover.svg?no-inline', import.meta.url).href
const [first] = library

export default function Reader(): ReactElement {
  const [chosen, setChosen] = useState(first)
  const [recent, setRecent] = useState(() => view(first?.title ?? ''))
  const [measured, setMeasured] = useState(false)
  const [pending, startTransition] = useTransition()
  const text = chosen ? use(read(chosen)) : ''

  function open(document: (typeof library)[number]): void {
    setRecent(view(document.title))
    startTransition(() => setChosen(document))
  }

  return (
    <div className={styles.reader} data-testid="documents-reader" aria-busy={pending}>
      <aside className={styles.aside}>
        <ul className={styles.library} aria-label="Documents">
          {library.map((document) => (
            <li key={document.id}>
              <button
                type="button"
                aria-pressed={document === chosen}
                data-testid={`document-${document.id}`}
                onClick={() => open(document)}
              >
                <strong>{document.title}</strong>
                <span>{document.about}</span>
              </button>
            </li>
          ))}
        </ul>
        <p className={styles.recent}>
          Recently viewed: <span data-testid="documents-recent">{recent.join(', ')}</span>
        </p>
        <Contents text={text} />
      </aside>
      <div className={styles.main}>
        <header className={styles.cover} style={{ backgroundImage: `url("${cover}")` }}>
          <strong>{chosen?.title}</strong>
          <button
            type="button"
            className="button"
            aria-expanded={measured}
            data-testid="document-statistics-toggle"
            onClick={() => setMeasured(!measured)}
          >
            Statistics
          </button>
        </header>
        {measured ? (
          <Suspense fallback={<p className={styles.recent}>Loading…</p>}>
            <Statistics text={text} />
          </Suspense>
        ) : null}
        <Article text={text} />
      </div>
    </div>
  )
}
