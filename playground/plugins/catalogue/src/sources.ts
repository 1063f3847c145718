import { csvParseRows } from 'd3-dsv'
import type { DataSetInfo, Row, Value } from './service.ts'

export interface Source extends DataSetInfo {
  read(): Promise<readonly Row[]>
}

// vega-datasets exports its index alone, so its files are named by their place on disk.
export const sources: readonly Source[] = [
  {
    id: 'cars',
    title: 'Cars',
    description: 'Fuel use and performance of cars, 1970 to 1982',
    unit: 'car',
    read: async () => {
      const { default: rows } =
        await import('../../../../node_modules/vega-datasets/data/cars.json')
      return rows
    },
  },
  {
    id: 'countries',
    title: 'Countries',
    description: 'Life expectancy, fertility and population of countries, 1955 to 2005',
    unit: 'country and year',
    read: async () => {
      const { default: rows } =
        await import('../../../../node_modules/vega-datasets/data/gapminder.json')
      return rows.map(({ country, year, life_expect, fertility, pop }) => ({
        country,
        year,
        'life expectancy': life_expect,
        fertility,
        population: pop,
      }))
    },
  },
  {
    id: 'penguins',
    title: 'Penguins',
    description: 'Measurements of three species on three islands of Antarctica',
    unit: 'penguin',
    read: async () => {
      const { default: rows } =
        await import('../../../../node_modules/vega-datasets/data/penguins.json')
      return rows
    },
  },
  {
    id: 'weather',
    title: 'Weather',
    description: 'Daily weather in Seattle, 2012 to 2015',
    unit: 'day',
    read: async () => {
      const { default: text } =
        await import('../../../../node_modules/vega-datasets/data/seattle-weather.csv?raw')
      return readCsv(text)
    },
  },
  {
    id: 'stocks',
    title: 'Stocks',
    description: 'Monthly prices of five technology companies, 2000 to 2010',
    unit: 'month and company',
    read: async () => {
      const { default: text } =
        await import('../../../../node_modules/vega-datasets/data/stocks.csv?raw')
      return readCsv(text).map((row) => ({ ...row, date: isoDate(String(row.date)) }))
    },
  },
]

// Rows, not `csvParse`: that one compiles its row reader with `new Function`, which a
// content security policy refuses.
function readCsv(text: string): readonly Row[] {
  const [header = [], ...lines] = csvParseRows(text)
  return lines.map((line) =>
    Object.fromEntries(header.map((name, index) => [name, readValue(line[index] ?? '')])),
  )
}

function readValue(text: string): Value {
  if (text === '') return null
  const number = Number(text)
  return Number.isNaN(number) ? text : number
}

/** `Jan 1 2000` as `2000-01-01`, whatever the time zone. */
function isoDate(text: string): string {
  return new Date(`${text} UTC`).toISOString().slice(0, 10)
}
