export { pluginRefused } from '../errors.ts'
export { createPlan } from './create-plan.ts'
export { stepFiles, type StepFile, type StepFiles } from './step-files.ts'
export { createLock } from './lock.ts'
export { sharedKey } from './shared-packages.ts'
export { planInput } from './plan-input.ts'
export type { HostPolicy, Lock } from './host-policy.ts'
export type {
  Plan,
  PlanInput,
  PlanPlugin,
  PlanWarning,
  Refusal,
  SharedChoice,
  Wiring,
} from './plan.ts'
export type { ResolutionBlock } from './settings.ts'
export { bestVersion, compareVersions, isRange, isVersion, satisfies } from './version.ts'
export { stronglyConnected } from './strongly-connected.ts'
