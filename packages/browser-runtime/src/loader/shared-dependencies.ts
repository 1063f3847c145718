import type { SharedRequirement } from '@mortise/shared'
import type { HostBuild, ProvidedModule } from '../build.ts'
import type { PagePlan } from '../page-plan.ts'
import type { Namespace } from '../plugin.ts'
import type { Release } from './executor.ts'

/**
 * The plan's choice for a requirement of a release: `host` or the id of a plugin. The answer to one
 * plugin alone stands under `<plugin> <package>@<range>`.
 */
export function providerOf({ shared }: PagePlan, { manifest }: Release, key: string) {
  const { package: name, range } = manifest.shared[key] as SharedRequirement
  const asked = `${name}@${range}`
  return shared[`${manifest.id} ${asked}`] ?? shared[asked]
}

/** The host's copy where the plan says so and it has what is asked for. */
export function hostCopy(
  provided: HostBuild['provided'],
  plan: PagePlan,
  release: Release,
  key: string,
): Namespace | undefined {
  const { specifier, names } = release.manifest.shared[key] as SharedRequirement
  const own = provided[specifier]
  return providerOf(plan, release, key) === 'host' && own && has(own, names)
    ? own.module
    : undefined
}

/** Of a large package the host has only the names that its own workspace's plugins use. */
function has({ names, module }: ProvidedModule, wanted: SharedRequirement['names']) {
  if (!wanted) return !names
  return wanted.every((name) => names?.includes(name) ?? name in module)
}
