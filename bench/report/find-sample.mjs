import { summarise } from '../statistics.mjs'

/**
 * The summary of one number of the first cell that fits; `undefined` where it was not measured. A cell
 * of a variant is found where the variant is asked for.
 */
export function find({ results }, measure, cell, key) {
  const wanted = { variant: undefined, ...cell }
  const fits = (other) => Object.entries(wanted).every(([name, value]) => other[name] === value)
  const result = results.find((one) => one.measure === measure && fits(one.cell))
  return result && summarise(result.samples.map((sample) => sample[key]))
}
