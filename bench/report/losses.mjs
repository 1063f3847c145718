import { ratio, sectionsOf } from './tables.mjs'

/** From here on a difference is named: less than that is within what rounds differ by. */
const noticeable = 1.05

/** Each plotted number in which mortise is worse than the monolith or than a peer. */
export function losses(run) {
  return sectionsOf(run).flatMap(({ measure, conditions, columns, rows }) => {
    const own = rows.find(({ name }) => name === 'mortise')
    if (!own) return []
    return columns
      .filter(({ plot }) => plot)
      .flatMap(({ index, label }) => {
        const better = rows
          .filter(({ isVariant }) => !isVariant)
          .filter(({ values }) => own.values[index]?.median > values[index]?.median * noticeable)
          .map(({ name, values }) => `${name} ${timesText(own.values[index], values[index])}`)
          .join(', ')
        return better ? [{ measure: measure.title, conditions, label, better }] : []
      })
  })
}

/** Where the other has none at all, there is no ratio. */
const timesText = (own, other) => (other.median > 0 ? `${ratio(own, other)}x` : '(has none)')
