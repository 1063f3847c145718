import type { DataSet } from '@playground/catalogue/service'
import type { ReactElement } from 'react'
import {
  CartesianGrid,
  ReferenceLine,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { ChartCard } from './chart-card.tsx'
import { axis, grid, tooltip } from './chart-style.ts'
import type { Pair, Regression } from './regression.ts'

interface ScatterPlotProps {
  data: DataSet
  pairs: readonly Pair[]
  x: string
  y: string
  regression: Regression | undefined
}

export function ScatterPlot({ data, pairs, x, y, regression }: ScatterPlotProps): ReactElement {
  return (
    <ChartCard title={data.title} note={data.description} height={340}>
      <ScatterChart data={pairs} margin={{ left: 0, right: 8 }}>
        <CartesianGrid {...grid} vertical />
        <XAxis type="number" dataKey="x" name={x} {...axis} domain={['auto', 'auto']} />
        <YAxis
          type="number"
          dataKey="y"
          name={y}
          {...axis}
          domain={['auto', 'auto']}
          tickFormatter={short}
        />
        <Tooltip {...tooltip} />
        <Scatter
          fill="var(--chart-1)"
          fillOpacity={0.45}
          stroke="var(--chart-1)"
          isAnimationActive={false}
        />
        {regression && Number.isFinite(regression.slope) ? (
          <ReferenceLine
            segment={line(regression)}
            stroke="var(--chart-2)"
            strokeWidth={2}
            strokeDasharray="6 4"
            ifOverflow="hidden"
          />
        ) : null}
      </ScatterChart>
    </ChartCard>
  )
}

function line({ slope, intercept, range: [from, to] }: Regression) {
  return [
    { x: from, y: intercept + slope * from },
    { x: to, y: intercept + slope * to },
  ] as const
}

function short(value: number): string {
  return value.toLocaleString('en', { notation: 'compact' })
}
