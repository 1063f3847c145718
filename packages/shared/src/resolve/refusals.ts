import type { PlanPlugin, Refusal, SharedChoice } from './plan.ts'

/** Why a plugin cannot run. One function for each reason; `pluginRefused` makes it an error. */

export function duplicateId(id: string, version: string): Refusal {
  return {
    code: 'RESOLVE_DUPLICATE',
    why: `Several plugins have the id "${id}" and the version ${version}, and they differ.`,
    fix: 'Keep one of them, or give the other a version or an id of its own.',
  }
}

export function versionInvalid({ id, version }: PlanPlugin): Refusal {
  return {
    code: 'MANIFEST_VERSION_INVALID',
    why: `Plugin "${id}" has the version "${version}", which is no semantic version.`,
    fix: 'Write it as three numbers without leading zeros, such as "1.2.3".',
  }
}

export function rangeInvalid(plugin: PlanPlugin, name: string, range: string): Refusal {
  return {
    code: 'MANIFEST_RANGE_INVALID',
    why: `Plugin ${named(plugin)} needs "${name}" in "${range}", which is no version range.`,
    fix: 'Write a range that npm understands, such as "^1.2.0".',
    needs: { name, range },
  }
}

export function pluginDisabled(plugin: PlanPlugin): Refusal {
  return {
    code: 'RESOLVE_DISABLED',
    why: `Plugin ${named(plugin)} is disabled by the host's policy.`,
    fix: `Take "${plugin.id}" off \`disabled\` in the host's policy.`,
  }
}

export function engineUnfit(
  plugin: PlanPlugin,
  name: string,
  range: string,
  version: string,
): Refusal {
  return {
    code: 'RESOLVE_ENGINE',
    why: `Plugin ${named(plugin)} runs on "${name}" in "${range}", and the host has ${version}.`,
    fix: `Deploy a version of "${plugin.id}" for "${name}" ${version}, or update the host.`,
    needs: { name, range },
  }
}

export function notPinned(plugin: PlanPlugin, name: string): Refusal {
  return {
    code: 'RESOLVE_NOT_PINNED',
    why: `Plugin ${named(plugin)} takes pinned versions only, and the host's policy pins none of "${name}".`,
    fix: `Add "${name}" to \`pins\` or to the lock in the host's policy.`,
    needs: { name, range: '*' },
  }
}

export function pinUnavailable(
  plugin: Pick<PlanPlugin, 'id'>,
  name: string,
  version: string,
  found: readonly string[],
): Refusal {
  const what = plugin.id === name ? `Plugin "${name}"` : `"${name}" for plugin "${plugin.id}"`
  return {
    code: 'RESOLVE_PIN_UNAVAILABLE',
    why: `${what} is pinned to ${version} by the host's policy; found ${found.join(', ') || 'none'}.`,
    fix: `Deploy "${name}" ${version} again, or pin another version.`,
    needs: { name, range: version },
  }
}

export function missingDependency(
  plugin: PlanPlugin,
  dependency: string,
  range: string,
  near: string | undefined,
): Refusal {
  const end = near === undefined ? '.' : `; did you mean "${near}"?`
  return {
    code: 'RESOLVE_MISSING',
    why: `Plugin ${named(plugin)} needs plugin "${dependency}" in "${range}", which is in no catalog${end}`,
    fix: `Add "${dependency}" to a catalog of the host, or take it off the dependencies of "${plugin.id}".`,
    needs: { name: dependency, range },
  }
}

export function unsatisfiedDependency(
  plugin: PlanPlugin,
  found: PlanPlugin,
  range: string,
  others: readonly string[],
): Refusal {
  const left = others.length > 0 ? ` (others of it: ${others.join(', ')})` : ''
  return {
    code: 'RESOLVE_UNSATISFIABLE',
    why: `Plugin ${named(plugin)} needs plugin "${found.id}" in "${range}", and the version found is ${found.version}${left}.`,
    fix: `Deploy a version of "${found.id}" in "${range}", or let "${plugin.id}" accept ${found.version}.`,
    needs: { name: found.id, range },
  }
}

export function lackingCapability(
  plugin: PlanPlugin,
  found: PlanPlugin,
  capability: string,
): Refusal {
  const list = found.implements?.map((id) => `"${id}"`).join(', ')
  return {
    code: 'RESOLVE_CAPABILITY',
    why: `Plugin ${named(plugin)} needs plugin "${found.id}" to implement "${capability}", and ${found.version} implements ${list || 'no protocol'}.`,
    fix: `Deploy a version of "${found.id}" that implements "${capability}", or take it off \`requiredCapabilities\` of "${plugin.id}".`,
    needs: { name: found.id, range: '*' },
  }
}

/** `root` is the refusal at the end of the chain of dependencies. */
export function refusedDependency(
  plugin: PlanPlugin,
  dependency: string,
  root: Refusal | undefined,
): Refusal {
  return {
    code: 'RESOLVE_DEPENDENCY_REFUSED',
    why: `Plugin ${named(plugin)} needs plugin "${dependency}", which cannot run: ${root?.why}`,
    fix: root?.fix ?? `Take "${dependency}" off the dependencies of "${plugin.id}".`,
    causedBy: dependency,
  }
}

export function circularDependency(plugin: PlanPlugin, cycle: readonly string[]): Refusal {
  const path = [...cycle, cycle[0]].map((id) => `"${id}"`).join(', ')
  return {
    code: 'RESOLVE_CIRCULAR',
    why: `Plugin ${named(plugin)} is part of a circular dependency that is not allowed: ${path}.`,
    fix: 'Remove one of these dependencies, or set `loading.dependencyResolution.circularDependencies` to "warn".',
  }
}

/** Something provides the package, and no version of it may be used. */
export function sharedConflict(
  plugin: PlanPlugin,
  { name, range }: { name: string; range: string },
  found: readonly SharedChoice[],
  peerOf: string | undefined,
): Refusal {
  const list = found.map(({ provider, version }) => `${version} from ${providerName(provider)}`)
  const single =
    peerOf === undefined
      ? ''
      : `, and the page has one instance of it because "${peerOf}" takes it as a peer`
  return {
    code: 'SHARED_CONFLICT',
    why: `Plugin ${named(plugin)} needs "${name}" in "${range}"; found ${list.join(', ')}${single}.`,
    fix: `Let "${plugin.id}" accept a version that is there, or provide one in "${range}".`,
    needs: { name, range },
  }
}

export function sharedMissing(
  plugin: PlanPlugin,
  { name, range }: { name: string; range: string },
): Refusal {
  return {
    code: 'SHARED_MISSING',
    why: `Plugin ${named(plugin)} needs "${name}" in "${range}", and neither the host nor a plugin provides it.`,
    fix: `Add "${name}" to the \`shared\` packages of the host, or bundle it with "${plugin.id}".`,
    needs: { name, range },
  }
}

/** The plugin leaves a conflict to the host, and the host has not decided, or for what is not there. */
export function sharedUndecided(
  plugin: PlanPlugin,
  { name, range }: { name: string; range: string },
  found: readonly SharedChoice[],
): Refusal {
  const list = found.map(({ version }) => version).join(', ')
  return {
    code: 'SHARED_UNDECIDED',
    why: `Plugin ${named(plugin)} needs "${name}" in "${range}" and leaves a conflict about it to the host, whose policy names no version that is there: ${list}.`,
    fix: `Name one of these versions under \`conflicts["${name}"]\` in the host's policy.`,
    needs: { name, range },
  }
}

export function named({ id, version }: Pick<PlanPlugin, 'id' | 'version'>): string {
  return `"${id}" ${version}`
}

export function providerName(provider: string): string {
  return provider === 'host' ? 'the host' : `"${provider}"`
}
