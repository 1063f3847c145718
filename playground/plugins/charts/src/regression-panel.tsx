import type { ReactElement } from 'react'
import type { Regression } from './regression.ts'
import styles from './explore.module.css'

interface RegressionPanelProps {
  regression: Regression | undefined
  x: string
  unit: string
}

export function RegressionPanel({ regression, x, unit }: RegressionPanelProps): ReactElement {
  if (!regression) return <p className={styles.panel}>Computing in a worker…</p>
  const most = Math.max(...regression.histogram.map(({ count }) => count))
  return (
    <section className={styles.panel} aria-label="Statistics" data-testid="explore-statistics">
      <dl className={styles.figures}>
        <Figure label={`One point per ${unit}`} value={regression.count.toLocaleString('en')} />
        <Figure label="Correlation" value={format(regression.correlation)} />
        <Figure label="Slope" value={format(regression.slope)} />
      </dl>
      <div className={styles.distribution}>
        <p>Distribution of {x.replaceAll('_', ' ')}</p>
        <div className={styles.bars} aria-hidden="true">
          {regression.histogram.map(({ from, count }) => (
            <span
              key={from}
              style={{ height: `${(count / most) * 100}%` }}
              title={`${from}: ${count}`}
            />
          ))}
        </div>
      </div>
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

function format(value: number): string {
  if (!Number.isFinite(value)) return 'none'
  return value.toLocaleString('en', { maximumSignificantDigits: 3 })
}
