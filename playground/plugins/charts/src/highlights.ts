import type { Row } from '@playground/catalogue/service'
import { indexedPrices, lastYear, medianOf } from './series.ts'

export interface Highlight {
  label: string
  value: string
  unit: string
  note: string
}

export interface Sources {
  stocks: readonly Row[]
  weather: readonly Row[]
  countries: readonly Row[]
  cars: readonly Row[]
}

/** One figure per data set, for the head of the dashboard. */
export function highlights({ stocks, weather, countries, cars }: Sources): Highlight[] {
  const [first, last] = [yearOf(countries, 1955), yearOf(countries, lastYear(countries))]
  const dry = weather.filter((day) => day.precipitation === 0).length / weather.length
  const apple = Number(indexedPrices(stocks, ['AAPL']).at(-1)?.AAPL) / 100
  return [
    {
      label: 'Life expectancy',
      value: medianOf(last, 'life expectancy').toFixed(1),
      unit: 'years',
      note: `median of ${last.length} countries; ${medianOf(first, 'life expectancy').toFixed(1)} in 1955`,
    },
    {
      label: 'Dry days in Seattle',
      value: (dry * 100).toFixed(0),
      unit: '%',
      note: `of ${weather.length.toLocaleString('en')} days, 2012 to 2015`,
    },
    {
      label: 'Fuel economy',
      value: medianOf(modelYear(cars, '1982'), 'Miles_per_Gallon').toFixed(0),
      unit: 'mpg',
      note: `median of 1982; ${medianOf(modelYear(cars, '1970'), 'Miles_per_Gallon').toFixed(0)} in 1970`,
    },
    { label: 'Apple', value: apple.toFixed(1), unit: 'times', note: 'its price of January 2000' },
  ]
}

function yearOf(rows: readonly Row[], year: number): readonly Row[] {
  return rows.filter((row) => row.year === year)
}

function modelYear(cars: readonly Row[], year: string): readonly Row[] {
  return cars.filter((car) => String(car.Year).startsWith(year))
}
