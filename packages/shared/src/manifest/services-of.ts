import type { PluginManifestInput } from './plugin-manifest.ts'

/** The services that a manifest promises: name of the interface to its version. */
export function servicesOf({
  capabilities,
}: Pick<PluginManifestInput, 'capabilities'>): Record<string, string> {
  const provided = (capabilities?.provides ?? []).map(
    ({ name, version: { major, minor, patch } }) => [name, `${major}.${minor}.${patch}`] as const,
  )
  return Object.fromEntries(provided)
}
