import { createAcceptedRanges } from '../accepted-range.ts'
import type { PlanInput } from '../plan.ts'
import { createVersions } from '../versions.ts'
import type { Requirement } from './explanation.ts'

/** Whether a requirement would take a version, under its plugin's own strategy. */
export function accepts(
  { from, version: ofPlugin, range }: Requirement,
  version: string,
  { plugins }: PlanInput,
): boolean {
  const asking = plugins.find(({ id, version: own }) => id === from && own === ofPlugin)
  const { strategy = 'compatible' } = asking?.dependencyResolution ?? {}
  return createAcceptedRanges(createVersions())(range, strategy).accepts(version)
}
