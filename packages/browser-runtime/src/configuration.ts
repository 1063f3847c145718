import type { PluginManifestInput } from '@mortise/shared'
import type { late } from './errors.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * The values of a plugin's `configuration`: what the host gave, else the defaults.
 * @throws CONFIG_INVALID when a required value is missing or one has another type.
 */
export async function configure(
  { id, version = '', configuration }: Partial<PluginManifestInput>,
  given: Values,
  explain: typeof late,
): Promise<Values> {
  const values: Record<string, unknown> = { ...given }
  const problems: string[] = []
  for (const [key, property] of Object.entries(configuration?.properties ?? {})) {
    const value = (values[key] ??= property.default)
    if (value === undefined && property.required) problems.push(`"${key}" is required`)
    if (value !== undefined && typeOf(value) !== property.type) {
      problems.push(`"${key}" is to be of type ${property.type}`)
    }
  }
  if (problems.length) throw await explain('configInvalid', { id: id ?? '', version, problems })
  return values
}

function typeOf(value: unknown) {
  return Array.isArray(value) ? 'array' : typeof value
}
