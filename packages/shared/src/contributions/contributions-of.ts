import type { PluginManifestInput } from '../manifest/plugin-manifest.ts'
import type { ExtensionPointDeclaration } from './declaration.ts'

type Manifest = Partial<PluginManifestInput>
type Values = readonly Readonly<Record<string, unknown>>[]

/**
 * What a manifest contributes, by extension point: `extensions`, each `contributes.<kind>`, and
 * `capabilities.extensions`. What is no object, such as an event's name, is read as `{ value }`.
 */
export function contributionsOf({
  extensions = {},
  contributes = {},
  capabilities = {},
  features = {},
}: Manifest): Record<string, Values> {
  const kinds = Object.entries(contributes).map(
    ([kind, values]) => [`contributes.${kind}`, values] as const,
  )
  const points: Record<string, Values> = {}
  for (const [point, values] of [...Object.entries(extensions), ...kinds]) {
    points[point] = [values].flat().map(asObject)
  }
  for (const { extensionPointId, ...extension } of capabilities.extensions ?? []) {
    const { implementation, priority = 100, targetPluginId } = extension
    const value = {
      targetPluginId,
      implementation,
      // The implementation that a host can load is a feature.
      ...(Object.hasOwn(features, implementation) && { feature: implementation }),
      ...(priority !== 100 && { priority }),
    }
    points[extensionPointId] = [...(points[extensionPointId] ?? []), value]
  }
  return points
}

/** Extension points that a manifest declares with more than their name. */
export function declaredPointsOf({
  capabilities = {},
}: Manifest): Record<string, ExtensionPointDeclaration> {
  const declared = (capabilities.extensionPoints ?? []).map(({ id, contract, cardinality }) => {
    const { schema } = (contract ?? {}) as Pick<ExtensionPointDeclaration, 'schema'>
    const declaration: ExtensionPointDeclaration = {
      ...(schema !== undefined && { schema }),
      ...(cardinality === 'single' && { cardinality }),
    }
    return [id, declaration] as const
  })
  return Object.fromEntries(declared.filter(([, declaration]) => Object.keys(declaration).length))
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as Record<string, unknown>) : { value }
}
