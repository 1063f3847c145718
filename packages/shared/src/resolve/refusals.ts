import type { PlanPlugin, Refusal, SharedChoice } from './plan.ts'

/** Why a plugin cannot run. One function for each reason; `pluginRefused` makes it an error. */

export function duplicateId(id: string, versions: readonly string[]): Refusal {
  return {
    code: 'RESOLVE_DUPLICATE',
    why: `${versions.length} plugins have the id "${id}", of versions ${versions.join(' and ')}.`,
    fix: 'Keep one of them, or give the other an id of its own.',
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
  }
}

export function unsatisfiedDependency(
  plugin: PlanPlugin,
  found: PlanPlugin,
  range: string,
): Refusal {
  return {
    code: 'RESOLVE_UNSATISFIABLE',
    why: `Plugin ${named(plugin)} needs plugin "${found.id}" in "${range}", and the version found is ${found.version}.`,
    fix: `Deploy a version of "${found.id}" in "${range}", or let "${plugin.id}" accept ${found.version}.`,
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
  }
}

function named({ id, version }: PlanPlugin): string {
  return `"${id}" ${version}`
}

function providerName(provider: string): string {
  return provider === 'host' ? 'the host' : `"${provider}"`
}
