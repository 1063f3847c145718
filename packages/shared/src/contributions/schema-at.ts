import type { Schema } from '@cfworker/json-schema'

type Keyed = Record<string, Schema | undefined>

/** The schema that has the keyword at a location such as `#/properties/size/$ref/enum`. */
export function schemaAt(root: Schema, location: string): Schema {
  const segments = location.split('/').slice(1, -1)
  return segments.reduce<Schema>((schema, segment) => {
    if (segment !== '$ref') return (schema as Keyed)[decodeSegment(segment)] ?? {}
    const pointer = schema.$ref?.startsWith('#/') ? schema.$ref.split('/').slice(1) : []
    return pointer.reduce<Schema>((at, key) => (at as Keyed)[decodeSegment(key)] ?? {}, root)
  }, root)
}

/** A JSON pointer's segment as the key that it stands for. */
export const decodeSegment = (segment: string) =>
  segment.replaceAll('~1', '/').replaceAll('~0', '~')
