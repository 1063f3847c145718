import { describeProblem, type Problem } from '../manifest/problem.ts'
import { MortiseError, type ErrorCode } from '../mortise-error.ts'

/** Which contribution an error is about. */
export interface ContributionPlace {
  readonly pluginId: string
  readonly point: string
  /** Position among what the plugin contributes to the point, from 0. */
  readonly index: number
  /** File of the manifest; only a build knows it. */
  readonly file?: string
}

/** A contribution is not what the schema of its extension point describes. */
export const extensionInvalid = (place: ContributionPlace, problems: readonly Problem[]) =>
  new MortiseError({
    code: 'EXTENSION_INVALID',
    why: `${named(place)} is left out, because the point's schema does not allow it: ${listed(problems)}`,
    fix: 'Correct the values at these paths; the rest of the plugin works.',
    details: { ...place, problems },
  })

/** The `when` of a contribution cannot be judged. */
export const extensionConditionInvalid = (place: ContributionPlace, problems: readonly Problem[]) =>
  new MortiseError({
    code: 'EXTENSION_CONDITION_INVALID',
    why: `${named(place)} is left out, because its \`when\` cannot be judged: ${listed(problems)}`,
    fix: 'Correct the `when`; the rest of the plugin works.',
    details: { ...place, problems },
  })

/** A contribution names a feature that its plugin does not have. */
export const extensionFeatureMissing = (
  place: ContributionPlace,
  feature: string,
  near: string | undefined,
) =>
  new MortiseError({
    code: 'EXTENSION_FEATURE_MISSING',
    why: `${named(place)} names a feature "${feature}", which the plugin does not have.${near ? ` Did you mean "${near}"?` : ''}`,
    fix: 'Correct the name, or declare it under `features` in plugin.json.',
    details: { ...place, feature },
  })

/** Nobody declares a point whose name is nearly that of a declared one. */
export const extensionPointUnknown = (place: ContributionPlace, near: string) =>
  new MortiseError({
    code: 'EXTENSION_POINT_UNKNOWN',
    why: `${named(place)} goes to a point that nobody declares. Did you mean "${near}"?`,
    fix: 'Correct the name of the point, or let the host or a plugin declare it.',
    details: { ...place, near },
  })

/** A second declaration of an extension point; the first one counts. */
export const extensionPointDuplicate = (point: string, first: string, second: string) =>
  new MortiseError({
    code: 'EXTENSION_POINT_DUPLICATE',
    why: `${second} declares the extension point "${point}", which ${first} has declared already.`,
    fix: 'Declare a point in one place, or give one of the two another name.',
    details: { point },
  })

/** The JSON Schema of an extension point cannot be used. */
export const extensionSchemaInvalid = (point: string, owner: string, cause: unknown) =>
  new MortiseError({
    code: 'EXTENSION_SCHEMA_INVALID',
    why: `The schema of the extension point "${point}", which ${owner} declares, cannot be used: ${(cause as Error).message}.`,
    fix: 'Correct the schema; until then nothing that goes to the point is checked.',
    cause,
    details: { point },
  })

/** More contributions than one hold for a point that takes a single one. */
export const extensionSurplus = (place: ContributionPlace, first: string) =>
  new MortiseError({
    code: 'EXTENSION_SURPLUS',
    why: `${named(place)} is left out, because the point takes a single contribution and that of plugin "${first}" comes first.`,
    fix: 'Uninstall one of the plugins, or give the one that is to win a lower `priority`.',
    details: { ...place, first },
  })

/** What a build left out, and said so: the page says it again. */
export const contributionDropped = (
  plugin: string,
  dropped: { code: ErrorCode; why: string; fix: string },
) => new MortiseError({ ...dropped, details: { plugin } })

function named({ pluginId, point, index, file }: ContributionPlace) {
  return `Contribution ${point}[${index}] of plugin "${pluginId}"${file ? ` in "${file}"` : ''}`
}

function listed(problems: readonly Problem[]) {
  const lines = problems.map(describeProblem).join('; ')
  return lines.endsWith('?') ? lines : `${lines}.`
}
