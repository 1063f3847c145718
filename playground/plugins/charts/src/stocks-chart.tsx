import type { Row } from '@playground/catalogue/service'
import type { ReactElement } from 'react'
import { CartesianGrid, Legend, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts'
import { ChartCard } from './chart-card.tsx'
import { axis, colour, grid, legend, tooltip } from './chart-style.ts'
import { indexedPrices } from './series.ts'

// Google is left out: it has no price of January 2000 to start from.
const symbols = ['AAPL', 'AMZN', 'IBM', 'MSFT']

export function StocksChart({ rows }: { rows: readonly Row[] }): ReactElement {
  return (
    <ChartCard title="Technology stocks" note="Price in percent of January 2000">
      <LineChart data={indexedPrices(rows, symbols)} margin={{ left: -8, right: 8 }}>
        <CartesianGrid {...grid} />
        <XAxis dataKey="date" {...axis} tickFormatter={yearOf} minTickGap={48} />
        <YAxis {...axis} unit="%" width={56} axisLine={false} />
        <Tooltip {...tooltip} formatter={(value) => `${String(value)}%`} />
        <Legend {...legend} />
        {symbols.map((symbol, index) => (
          <Line key={symbol} dataKey={symbol} stroke={colour(index)} strokeWidth={2} dot={false} />
        ))}
      </LineChart>
    </ChartCard>
  )
}

function yearOf(date: string): string {
  return date.slice(0, 4)
}
