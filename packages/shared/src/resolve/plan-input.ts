import type { PlanInput } from './plan.ts'

export function planInput(_input: PlanInput): string {
  return ''
}
