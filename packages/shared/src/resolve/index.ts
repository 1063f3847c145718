export { createPlan } from './create-plan.ts'
export { planInput } from './plan-input.ts'
export type { Plan, PlanInput, PlanPlugin, Refusal, SharedChoice } from './plan.ts'
