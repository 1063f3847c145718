import type { ExplainedPlan } from '@mortise/shared'
import { explainPlan } from '@mortise/shared/explain'
import { createPlan } from '@mortise/shared/resolve'
import { inputOf, type PageFacts } from './page-input.ts'

/** The plan of the page, to be asked: the same as the one that the page took, baked or not. */
export function hostPlan(facts: PageFacts): ExplainedPlan {
  const input = inputOf(facts)
  return explainPlan(createPlan(input), input)
}
