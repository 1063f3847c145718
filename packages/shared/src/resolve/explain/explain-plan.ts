import type { Plan, PlanInput } from '../plan.ts'
import type { ExplainedPlan } from './explanation.ts'
import { createRequirements } from './requirements.ts'
import { whatIf } from './what-if.ts'
import { why } from './why.ts'
import { whyNot } from './why-not.ts'

/** A plan that can be asked: needed by people and tools, so a page fetches this when they ask. */
export function explainPlan(plan: Plan, input: PlanInput): ExplainedPlan {
  const explained = Object.create(null, Object.getOwnPropertyDescriptors(plan)) as Plan
  let known: ReturnType<typeof createRequirements> | undefined
  const facts = () => ({ plan, input, requirements: (known ??= createRequirements(plan, input)) })
  const methods: Omit<ExplainedPlan, keyof Plan> = {
    why: (name) => (plan.refused[name] ? whyNot(name, facts()) : why(name, facts())),
    whyNot: (id) => whyNot(id, facts()),
    whatIf: (change) => whatIf(change, facts(), explainPlan),
  }
  return Object.freeze(Object.assign(explained, methods)) as ExplainedPlan
}

export interface PlanFacts {
  readonly plan: Plan
  readonly input: PlanInput
  readonly requirements: ReturnType<typeof createRequirements>
}
