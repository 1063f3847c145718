import type { Plan, PlanInput } from './plan.ts'
import { planInput } from './plan-input.ts'

export function createPlan(input: PlanInput): Plan {
  return { input: planInput(input), order: [], refused: {}, cycles: [], shared: {} }
}
