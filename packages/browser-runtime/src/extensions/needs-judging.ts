import type { Contributions } from './contribution.ts'

/** Whether contributions are more than a list: some have conditions or an order, or points a schema. */
export function needsJudging(contributions: Contributions, hasDeclarations: boolean): boolean {
  const values = contributions.flatMap(([, points]) => Object.values(points).flat())
  return values.some(isMore) || (hasDeclarations && values.length > 0)
}

const isMore = (value: object) => 'when' in value || 'priority' in value
