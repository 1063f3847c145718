import { type ReactElement, useMemo } from 'react'
import { measure } from './measure.ts'
import './statistics.css'

export default function Statistics({ text }: { text: string }): ReactElement {
  const { words, minutes, headings, links, code } = useMemo(() => measure(text), [text])
  const most = code[0]?.[1] ?? 1
  return (
    <section
      className="document-statistics"
      data-testid="document-statistics"
      aria-label="Statistics"
    >
      <dl>
        <Figure label="Words" value={words.toLocaleString('en')} />
        <Figure label="Minutes to read" value={String(minutes)} />
        <Figure label="Headings" value={String(headings)} />
        <Figure label="Links" value={String(links)} />
      </dl>
      <ul aria-label="Code blocks by language">
        {code.map(([language, blocks]) => (
          <li key={language}>
            <span>{language}</span>
            <meter min={0} max={most} value={blocks} aria-label={`${language} blocks`} />
            <span>{blocks}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Figure({ label, value }: { label: string; value: string }): ReactElement {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
