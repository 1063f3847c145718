import type { ReactElement, ReactNode } from 'react'
import { ResponsiveContainer } from 'recharts'
import styles from './chart-card.module.css'

interface ChartCardProps {
  title: string
  note: string
  height?: number
  children: ReactNode
}

export function ChartCard({ title, note, height = 260, children }: ChartCardProps): ReactElement {
  return (
    <figure className={styles.card} data-testid="chart-card" aria-label={`${title}: ${note}`}>
      <figcaption className={styles.caption}>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.note}>{note}</p>
      </figcaption>
      <ResponsiveContainer width="100%" height={height}>
        {children}
      </ResponsiveContainer>
    </figure>
  )
}
