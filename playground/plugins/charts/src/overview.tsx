import { type ReactElement, use } from 'react'
import { catalogue } from './catalogue.ts'
import { CountriesChart } from './countries-chart.tsx'
import { EconomyChart } from './economy-chart.tsx'
import { highlights } from './highlights.ts'
import { StocksChart } from './stocks-chart.tsx'
import { WeatherChart } from './weather-chart.tsx'
import styles from './overview.module.css'

export default function Overview(): ReactElement {
  const { load } = catalogue()
  // Asked for before the first `use`, so that the four are fetched side by side.
  const pending = {
    stocks: load('stocks'),
    weather: load('weather'),
    countries: load('countries'),
    cars: load('cars'),
  }
  const rows = {
    stocks: use(pending.stocks).rows,
    weather: use(pending.weather).rows,
    countries: use(pending.countries).rows,
    cars: use(pending.cars).rows,
  }
  return (
    <div className={styles.overview} data-testid="charts-overview">
      <dl className={styles.highlights}>
        {highlights(rows).map(({ label, value, unit, note }) => (
          <div key={label} className={styles.highlight}>
            <dt>{label}</dt>
            <dd className={styles.value}>
              {value} <span className={styles.unit}>{unit}</span>
            </dd>
            <dd className={styles.note}>{note}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.charts}>
        <StocksChart rows={rows.stocks} />
        <CountriesChart rows={rows.countries} />
        <WeatherChart rows={rows.weather} />
        <EconomyChart rows={rows.cars} />
      </div>
    </div>
  )
}
