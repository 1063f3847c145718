import type { Row } from '@playground/catalogue/service'
import type { ReactElement } from 'react'
import { CartesianGrid, Scatter, ScatterChart, Tooltip, XAxis, YAxis, ZAxis } from 'recharts'
import { ChartCard } from './chart-card.tsx'
import { axis, grid, tooltip } from './chart-style.ts'
import { countriesNow, lastYear, type Point } from './series.ts'
import styles from './overview.module.css'

export function CountriesChart({ rows }: { rows: readonly Row[] }): ReactElement {
  return (
    <ChartCard
      title="Life and births"
      note={`Countries in ${lastYear(rows)}: children per woman, life expectancy in years`}
    >
      <ScatterChart data={countriesNow(rows)} margin={{ left: -16, right: 8 }}>
        <CartesianGrid {...grid} />
        <XAxis
          type="number"
          dataKey="fertility"
          {...axis}
          domain={[1, 7.5]}
          ticks={[1, 2, 3, 4, 5, 6, 7]}
        />
        <YAxis
          type="number"
          dataKey="life expectancy"
          {...axis}
          domain={[45, 85]}
          ticks={[45, 55, 65, 75, 85]}
          axisLine={false}
        />
        <ZAxis type="number" dataKey="population" range={[24, 900]} />
        <Tooltip {...tooltip} content={<CountryTip />} />
        <Scatter fill="var(--chart-1)" fillOpacity={0.5} stroke="var(--chart-1)" />
      </ScatterChart>
    </ChartCard>
  )
}

/** Recharts fills the property in; it is absent while nothing is pointed at. */
function CountryTip({ payload }: { payload?: readonly { payload: Point }[] }): ReactElement | null {
  const country = payload?.[0]?.payload
  if (!country) return null
  return (
    <div className={styles.tip}>
      <strong>{country.country}</strong>
      <span>{Number(country.population).toLocaleString('en')} people</span>
      <span>
        {country['life expectancy']} years, {country.fertility} children
      </span>
    </div>
  )
}
