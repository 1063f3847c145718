export { explainPlan } from './explain-plan.ts'
export type { ExplainedPlan, Explanation, PlanChange, Requirement, WhatIf } from './explanation.ts'
