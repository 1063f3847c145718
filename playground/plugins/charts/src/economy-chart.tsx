import type { Row } from '@playground/catalogue/service'
import type { ReactElement } from 'react'
import { Area, AreaChart, CartesianGrid, Legend, Tooltip, XAxis, YAxis } from 'recharts'
import { ChartCard } from './chart-card.tsx'
import { axis, colour, grid, legend, tooltip } from './chart-style.ts'
import { economy } from './series.ts'

const origins = ['Japan', 'Europe', 'USA']

export function EconomyChart({ rows }: { rows: readonly Row[] }): ReactElement {
  return (
    <ChartCard title="Fuel economy" note="Mean miles per gallon by model year and origin">
      <AreaChart data={economy(rows)} margin={{ left: -16, right: 8 }}>
        <CartesianGrid {...grid} />
        <XAxis dataKey="year" {...axis} minTickGap={24} />
        <YAxis {...axis} axisLine={false} />
        <Tooltip {...tooltip} />
        <Legend {...legend} />
        {origins.map((origin, index) => (
          <Area
            key={origin}
            dataKey={origin}
            stroke={colour(index)}
            strokeWidth={2}
            fill={colour(index)}
            fillOpacity={0.12}
            connectNulls
          />
        ))}
      </AreaChart>
    </ChartCard>
  )
}
