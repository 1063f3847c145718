import { deviation, max, mean, median, min } from 'd3-array'
import type { ColumnSummary, DataSet } from './service.ts'

export function summarise(data: DataSet): readonly ColumnSummary[] {
  return data.columns
    .filter(({ kind }) => kind === 'number')
    .map(({ name }) => summariseColumn(data, name))
}

function summariseColumn(data: DataSet, column: string): ColumnSummary {
  const values = data.rows
    .map((row) => row[column])
    .filter((value): value is number => typeof value === 'number')
  return {
    column,
    count: values.length,
    missing: data.rows.length - values.length,
    min: min(values) ?? Number.NaN,
    median: median(values) ?? Number.NaN,
    mean: mean(values) ?? Number.NaN,
    max: max(values) ?? Number.NaN,
    deviation: deviation(values) ?? Number.NaN,
  }
}
