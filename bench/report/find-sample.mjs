import { summarise } from '../statistics.mjs'

/** The summary of one number of the first cell that fits; `undefined` where it was not measured. */
export function find({ results }, measure, cell, key) {
  const fits = (other) => Object.entries(cell).every(([name, value]) => other[name] === value)
  const result = results.find((one) => one.measure === measure && fits(one.cell))
  return result && summarise(result.samples.map((sample) => sample[key]))
}
