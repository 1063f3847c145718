import { expect, test } from 'vitest'
import { createCatalogue } from './catalogue.ts'

const catalogue = createCatalogue()

test.each(catalogue.list())('reads $id from the package that ships it', async ({ id }) => {
  const { rows, columns } = await catalogue.load(id)
  expect(rows.length).toBeGreaterThan(100)
  expect(columns.filter(({ kind }) => kind === 'number').length).toBeGreaterThan(0)
})

test('gives the same promise for the same data set', () => {
  expect(catalogue.load('cars')).toBe(catalogue.load('cars'))
})

test('refuses a data set that it does not have', async () => {
  await expect(catalogue.load('trains')).rejects.toThrow(RangeError)
})

test('summarises number columns and counts what is missing', async () => {
  const [economy] = await catalogue.summarise(await catalogue.load('cars'))
  expect(economy).toMatchObject({ column: 'Miles_per_Gallon', count: 398, missing: 8, min: 9 })
})

test('turns dates of a CSV file into ISO dates', async () => {
  const { rows } = await catalogue.load('stocks')
  expect(rows[0]).toEqual({ symbol: 'MSFT', date: '2000-01-01', price: 39.81 })
})
