import type { Row } from '@playground/catalogue/service'
import type { ReactElement } from 'react'
import { Bar, CartesianGrid, ComposedChart, Legend, Line, Tooltip, XAxis, YAxis } from 'recharts'
import { ChartCard } from './chart-card.tsx'
import { axis, grid, legend, tooltip } from './chart-style.ts'
import { climate } from './series.ts'

export function WeatherChart({ rows }: { rows: readonly Row[] }): ReactElement {
  return (
    <ChartCard title="Seattle's year" note="Average month: rain in mm, highs and lows in °C">
      <ComposedChart data={climate(rows)} margin={{ left: -16, right: -24 }}>
        <CartesianGrid {...grid} />
        <XAxis dataKey="month" {...axis} minTickGap={12} />
        <YAxis yAxisId="rain" {...axis} axisLine={false} />
        <YAxis yAxisId="degrees" {...axis} axisLine={false} orientation="right" />
        <Tooltip {...tooltip} />
        <Legend {...legend} />
        <Bar
          yAxisId="rain"
          dataKey="rain"
          name="Rain"
          fill="var(--chart-3)"
          fillOpacity={0.55}
          radius={[4, 4, 0, 0]}
        />
        <Line
          yAxisId="degrees"
          dataKey="high"
          name="High"
          stroke="var(--chart-2)"
          strokeWidth={2}
          dot={false}
        />
        <Line
          yAxisId="degrees"
          dataKey="low"
          name="Low"
          stroke="var(--chart-1)"
          strokeWidth={2}
          dot={false}
        />
      </ComposedChart>
    </ChartCard>
  )
}
