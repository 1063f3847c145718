import type { ColumnSummary, DataSet } from '@playground/catalogue/service'
import { useConsole } from '@playground/console-kit'
import { bin } from 'd3-array'
import { type ReactElement, use, useState, useTransition } from 'react'
import { catalogue } from './catalogue.ts'
import styles from './inspector.module.css'

const figures = ['min', 'median', 'mean', 'max', 'deviation'] as const

export default function Inspector(): ReactElement {
  const { role, theme, notify } = useConsole()
  const [id, setId] = useState('cars')
  const [pending, startTransition] = useTransition()
  const data = use(catalogue().load(id))
  const summaries = use(catalogue().summarise(data))

  return (
    <section className={styles.inspector} data-testid="grid-inspector" aria-busy={pending}>
      <div className={styles.tools}>
        <select
          aria-label="Data set"
          data-testid="inspector-data"
          value={id}
          onChange={(event) => startTransition(() => setId(event.target.value))}
        >
          {catalogue()
            .list()
            .map((set) => (
              <option key={set.id} value={set.id}>
                {set.title}
              </option>
            ))}
        </select>
        <button
          type="button"
          className="button"
          data-testid="inspector-notify"
          onClick={() => notify(`${data.title}: ${summaries.length} number columns inspected`)}
        >
          Share with the console
        </button>
        <p className={styles.context} data-testid="inspector-context">
          Seen as {role}, {theme} theme
        </p>
      </div>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption className="visually-hidden">Summary of {data.title}</caption>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Distribution</th>
              {figures.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">missing</th>
            </tr>
          </thead>
          <tbody>
            {summaries.map((summary) => (
              <SummaryRow key={summary.column} summary={summary} data={data} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function SummaryRow({ summary, data }: { summary: ColumnSummary; data: DataSet }): ReactElement {
  return (
    <tr>
      <th scope="row">{summary.column.replaceAll('_', ' ')}</th>
      <td>
        <Sparkbars counts={distribution(data, summary.column)} />
      </td>
      {figures.map((name) => (
        <td key={name}>{summary[name].toLocaleString('en', { maximumSignificantDigits: 4 })}</td>
      ))}
      <td>{summary.missing}</td>
    </tr>
  )
}

function Sparkbars({ counts }: { counts: readonly number[] }): ReactElement {
  const most = Math.max(...counts)
  return (
    <span className={styles.spark} aria-hidden="true">
      {counts.map((count, index) => (
        // The bars have no identity but their place.
        <span key={index} style={{ height: `${Math.max(6, (count / most) * 100)}%` }} />
      ))}
    </span>
  )
}

function distribution(data: DataSet, column: string): number[] {
  const values = data.rows
    .map((row) => row[column])
    .filter((value): value is number => typeof value === 'number')
  return bin()
    .thresholds(12)(values)
    .map((step) => step.length)
}
