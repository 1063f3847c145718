import type { PlanPlugin, PlanWarning, Refusal, SharedChoice } from './plan.ts'
import { named, providerName } from './refusals.ts'

/** What a plugin does not get, and runs all the same. One function for each reason. */

interface Asked {
  readonly name: string
  readonly range: string
}

/** An import of it fails when it is loaded, with the same code. */
export function peerMissing(plugin: PlanPlugin, { name, range }: Asked): PlanWarning {
  return {
    code: 'SHARED_MISSING',
    plugin: plugin.id,
    why: `Plugin ${named(plugin)} wants "${name}" in "${range}" from its host, and nobody provides it: whatever imports it will fail.`,
    fix: `Add "${name}" to the \`shared\` packages of the host.`,
  }
}

export function peerMismatch(
  plugin: PlanPlugin,
  { name, range }: Asked,
  { provider, version }: SharedChoice,
): PlanWarning {
  return {
    code: 'SHARED_CONFLICT',
    plugin: plugin.id,
    why: `Plugin ${named(plugin)} wants "${name}" in "${range}", and runs with ${version} from ${providerName(provider)}.`,
    fix: `Let "${plugin.id}" accept ${version}, or provide a version in "${range}".`,
  }
}

export function optionalUnfit(
  plugin: PlanPlugin,
  dependency: string,
  reason: Refusal,
): PlanWarning {
  return {
    code: 'RESOLVE_OPTIONAL',
    plugin: plugin.id,
    why: `Plugin ${named(plugin)} does without its optional dependency "${dependency}": ${reason.why}`,
    fix: reason.fix,
  }
}

export function cycleAllowed(cycle: readonly string[]): PlanWarning {
  const [first = ''] = cycle
  const path = [...cycle, first].map((id) => `"${id}"`).join(', ')
  return {
    code: 'RESOLVE_CIRCULAR',
    plugin: first,
    why: `Plugins need each other in a circle and start as one group: ${path}.`,
    fix: 'Remove one of these dependencies, or set `loading.dependencyResolution.circularDependencies` to "allow".',
  }
}
