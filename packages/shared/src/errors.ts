import { describeProblem, type Problem } from './manifest/problem.ts'
import { MortiseError } from './mortise-error.ts'
import type { Refusal } from './resolve/plan.ts'

/** The text of a manifest cannot be read as JSON. */
export function manifestNotJson(where: string, reason: string, cause: unknown): MortiseError {
  return new MortiseError({
    code: 'MANIFEST_NOT_JSON',
    why: `"${where}" is not JSON: ${reason}.`,
    fix: 'Correct the text there, or write the file again.',
    cause,
    details: { where },
  })
}

/** The text of a catalog cannot be read as JSON; a truncated download looks like this. */
export function catalogNotJson(where: string, reason: string, cause: unknown): MortiseError {
  return new MortiseError({
    code: 'CATALOG_NOT_JSON',
    why: `The catalog "${where}" is not JSON: ${reason}.`,
    fix: 'Serve the file that the build wrote, whole and unchanged.',
    cause,
    details: { where },
  })
}

/** Values of a plugin manifest or build manifest have the wrong form. */
export function manifestInvalid(where: string, problems: readonly Problem[]): MortiseError {
  return new MortiseError({
    code: 'MANIFEST_INVALID',
    why: `"${where}" has ${listed(problems)}`,
    fix: 'Correct the values at these paths.',
    details: { where, problems },
  })
}

/** All that is wrong with a plugin manifest is keys that nobody reads. */
export function manifestUnknownKey(where: string, problems: readonly Problem[]): MortiseError {
  return new MortiseError({
    code: 'MANIFEST_UNKNOWN_KEY',
    why: `"${where}" has ${listed(problems)}`,
    fix: 'Correct the spelling of these keys, or remove them.',
    details: { where, problems },
  })
}

/** The build manifest was written by a newer or older Mortise. */
export function manifestFormat(where: string, format: unknown): MortiseError {
  return new MortiseError({
    code: 'MANIFEST_FORMAT',
    why: `"${where}" is of format ${JSON.stringify(format)}, and this host reads format 1.`,
    fix: 'Build the plugin and the host with versions of Mortise that share a format.',
    details: { where, format },
  })
}

/** A plugin manifest has an empty id. */
export function manifestIdEmpty(where: string): MortiseError {
  return new MortiseError({
    code: 'MANIFEST_ID_EMPTY',
    why: `"${where}" has an empty \`id\`.`,
    fix: 'Give the plugin an id such as "com.example.name".',
    details: { where },
  })
}

/** The version of a plugin passes the schema and is no semantic version. */
export function manifestVersionInvalid(
  where: string,
  plugin: string,
  version: string,
): MortiseError {
  return new MortiseError({
    code: 'MANIFEST_VERSION_INVALID',
    why: `Plugin "${plugin}" in "${where}" has the version "${version}", which is no semantic version.`,
    fix: 'Write it as three numbers without leading zeros, such as "1.2.3".',
    details: { where, plugin, version },
  })
}

/** A plugin asks for a dependency with a range that `semver` does not parse. */
export function manifestRangeInvalid(
  where: string,
  plugin: string,
  dependency: string,
  range: string,
): MortiseError {
  return new MortiseError({
    code: 'MANIFEST_RANGE_INVALID',
    why: `Plugin "${plugin}" in "${where}" needs "${dependency}" in "${range}", which is no version range.`,
    fix: 'Write a range that npm understands, such as "^1.2.0".',
    details: { where, plugin, dependency, range },
  })
}

/** `dependencies` and `capabilities.requires` name one plugin with two ranges. */
export function manifestRangeConflict(
  where: string,
  plugin: string,
  dependency: string,
  ranges: readonly [string, string],
): MortiseError {
  return new MortiseError({
    code: 'MANIFEST_RANGE_CONFLICT',
    why:
      `Plugin "${plugin}" in "${where}" needs "${dependency}" in "${ranges[0]}" by ` +
      `\`dependencies\` and in "${ranges[1]}" by \`capabilities.requires\`.`,
    fix: 'Give both the same range, or keep one of them.',
    details: { where, plugin, dependency, ranges },
  })
}

/** A catalog has the wrong form. */
export function catalogInvalid(where: string, problems: readonly Problem[]): MortiseError {
  return new MortiseError({
    code: 'CATALOG_INVALID',
    why: `The catalog "${where}" has ${listed(problems)}`,
    fix: 'Write the catalog again with the build that made it.',
    details: { where, problems },
  })
}

/** The catalog was written by a newer or older Mortise. */
export function catalogFormat(where: string, format: unknown): MortiseError {
  return new MortiseError({
    code: 'CATALOG_FORMAT',
    why: `The catalog "${where}" is of format ${JSON.stringify(format)}, and this host reads format 1.`,
    fix: 'Build the catalog and the host with versions of Mortise that share a format.',
    details: { where, format },
  })
}

/** The host's policy has values that cannot work. */
export function policyInvalid(problems: readonly string[]): MortiseError {
  return new MortiseError({
    code: 'CONFIG_POLICY_INVALID',
    why: `The host's policy is wrong: ${problems.join('; ')}.`,
    fix: 'Correct these values under `policy` of mortise() or createHost().',
    details: { problems },
  })
}

/** `whatIf` was asked about a name that the plan does not have. */
export function unknownName(name: string): MortiseError {
  return new MortiseError({
    code: 'RESOLVE_UNKNOWN',
    why: `Nothing in the plan is named "${name}", so it can be neither removed nor upgraded.`,
    fix: 'Name a plugin of the plan, or a package that the host provides.',
    details: { name },
  })
}

/** A refusal of the plan, thrown: by a build that cannot be resolved, or by a load. */
export function pluginRefused(plugin: string, refusal: Refusal, cause?: unknown): MortiseError {
  const { code, why, fix } = refusal
  return new MortiseError({ code, why, fix, cause, details: { plugin } })
}

function listed(problems: readonly Problem[]): string {
  const lines = problems.map(describeProblem).join('; ')
  const end = lines.endsWith('?') ? '' : '.'
  return problems.length === 1
    ? `a problem: ${lines}${end}`
    : `${problems.length} problems: ${lines}${end}`
}
