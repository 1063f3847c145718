import type { Row } from '@playground/catalogue/service'
import { group, max, mean, median, rollups, sum } from 'd3-array'

export type Point = Record<string, string | number | null>

/** One point a month, with every company's price in percent of its first one. */
export function indexedPrices(rows: readonly Row[], symbols: readonly string[]): Point[] {
  const first = new Map(
    symbols.map((symbol) => [
      symbol,
      number(
        rows.find((row) => row.symbol === symbol),
        'price',
      ),
    ]),
  )
  const months = group(
    rows.filter((row) => symbols.includes(String(row.symbol))),
    (row) => String(row.date),
  )
  return [...months]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([date, prices]) => ({
      date,
      ...Object.fromEntries(
        prices.map((row) => {
          const symbol = String(row.symbol)
          return [symbol, Math.round((number(row, 'price') / (first.get(symbol) ?? 1)) * 100)]
        }),
      ),
    }))
}

/** The average month of the years given: millimetres of rain, mean highs and lows in °C. */
export function climate(rows: readonly Row[]): Point[] {
  const years = new Set(rows.map((row) => String(row.date).slice(0, 4))).size
  return rollups(
    rows,
    (days) => ({
      rain: Math.round(sum(days, (day) => number(day, 'precipitation')) / years),
      high: round(mean(days, (day) => number(day, 'temp_max')) ?? 0),
      low: round(mean(days, (day) => number(day, 'temp_min')) ?? 0),
    }),
    (row) => String(row.date).slice(5, 7),
  ).map(([month, values]) => ({ month: monthName(month), ...values }))
}

/** One point per model year, with the mean miles per gallon of each origin. */
export function economy(rows: readonly Row[]): Point[] {
  return rollups(
    rows.filter((row) => row.Miles_per_Gallon !== null),
    (cars) => Object.fromEntries(meanBy(cars, 'Origin', 'Miles_per_Gallon')),
    (row) => String(row.Year).slice(0, 4),
  ).map(([year, means]) => ({ year, ...means }))
}

/** The countries in their last known year, largest first, so that small ones are drawn on top. */
export function countriesNow(rows: readonly Row[]): Point[] {
  const last = lastYear(rows)
  return rows
    .filter((row) => row.year === last)
    .map((row) => ({ ...row }))
    .sort((one, other) => Number(other.population) - Number(one.population))
}

export function lastYear(rows: readonly Row[]): number {
  return max(rows, (row) => number(row, 'year')) ?? 0
}

export function medianOf(rows: readonly Row[], column: string): number {
  return median(rows, (row) => (row[column] === null ? undefined : number(row, column))) ?? 0
}

function meanBy(rows: readonly Row[], key: string, column: string): [string, number][] {
  return rollups(
    rows,
    (members) => round(mean(members, (row) => number(row, column)) ?? 0),
    (row) => String(row[key]),
  )
}

function number(row: Row | undefined, column: string): number {
  return Number(row?.[column])
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function monthName(month: string): string {
  return new Date(`2000-${month}-15`).toLocaleString('en', { month: 'short' })
}
