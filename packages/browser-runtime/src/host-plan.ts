import type { ExplainedPlan } from '@mortise/shared'
import { explainPlan } from '@mortise/shared/explain'
import { createPlan } from '@mortise/shared/resolve'
import { inputOf, rulesOf, type Page } from './page-input.ts'

/** The plan of the page, to be asked: the same as the one that the page took, baked or not. */
export function hostPlan(page: Page): ExplainedPlan {
  const input = inputOf(rulesOf(page))
  return explainPlan(createPlan(input), input)
}
