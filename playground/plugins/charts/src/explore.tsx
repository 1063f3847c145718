import type { DataSet } from '@playground/catalogue/service'
import { view } from '@playground/plugins-common/recently-viewed'
import { type ReactElement, use, useMemo, useState, useTransition } from 'react'
import { catalogue } from './catalogue.ts'
import { Field } from './field.tsx'
import { RegressionPanel } from './regression-panel.tsx'
import { ScatterPlot } from './scatter-plot.tsx'
import { useRegression } from './use-regression.ts'
import styles from './explore.module.css'

const initial = 'penguins'

export default function Explore(): ReactElement {
  const [id, setId] = useState(initial)
  const [recent, setRecent] = useState(() => view(initial))
  const [pending, startTransition] = useTransition()
  const sets = catalogue().list()
  const data = use(catalogue().load(id))

  function choose(next: string): void {
    setRecent(view(next))
    startTransition(() => setId(next))
  }

  return (
    <div className={styles.explore} data-testid="charts-explore" aria-busy={pending}>
      <div className={styles.controls}>
        <Field
          label="Data set"
          testId="explore-data"
          value={id}
          options={sets.map((set) => ({ value: set.id, label: set.title }))}
          onChange={choose}
        />
        <p className={styles.recent}>
          Recently viewed:{' '}
          <span data-testid="charts-recent">
            {recent.map((name) => sets.find((set) => set.id === name)?.title ?? name).join(', ')}
          </span>
        </p>
      </div>
      {/* A key per data set: the columns chosen for one mean nothing to the next. */}
      <Plot key={data.id} data={data} />
    </div>
  )
}

function Plot({ data }: { data: DataSet }): ReactElement {
  const numbers = data.columns.filter(({ kind }) => kind === 'number').map(({ name }) => name)
  const [x, setX] = useState(numbers[0] ?? '')
  const [y, setY] = useState(numbers[1] ?? numbers[0] ?? '')
  const pairs = useMemo(() => pairsOf(data, x, y), [data, x, y])
  const regression = useRegression(pairs)
  const options = numbers.map((name) => ({ value: name, label: name.replaceAll('_', ' ') }))

  return (
    <>
      <div className={styles.axes}>
        <Field label="Horizontal" testId="explore-x" value={x} options={options} onChange={setX} />
        <Field label="Vertical" testId="explore-y" value={y} options={options} onChange={setY} />
      </div>
      <ScatterPlot data={data} pairs={pairs} x={x} y={y} regression={regression} />
      <RegressionPanel regression={regression} x={x} unit={data.unit} />
    </>
  )
}

function pairsOf(data: DataSet, x: string, y: string): { x: number; y: number }[] {
  return data.rows.flatMap((row) => {
    const [left, right] = [row[x], row[y]]
    return typeof left === 'number' && typeof right === 'number' ? [{ x: left, y: right }] : []
  })
}
