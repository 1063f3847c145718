import * as z from 'zod/mini'

/**
 * The forms a field of a manifest can take. Each carries the text that an editor shows on hover,
 * so that the generated JSON Schema documents itself.
 */

/** A field that may be left out and has no default. */
export function optional<Schema extends z.ZodMiniType>(schema: Schema, description: string) {
  return z.optional(schema.check(z.describe(description)))
}

/** A field that takes `value` when it is left out. */
export function defaulted<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: z.core.util.NoUndefined<z.output<Schema>>,
  description: string,
) {
  return z._default(schema.check(z.describe(description)), value)
}

/** An object that is read as `{}` when it is left out, so that its own fields' defaults apply. */
export function block<Shape extends z.core.$ZodLooseShape>(shape: Shape, description: string) {
  return z.strictObject(shape).check(z.describe(description))
}

export function flag(byDefault: boolean, description: string) {
  return defaulted(z.boolean(), byDefault, description)
}

export function whole(minimum: number, maximum?: number) {
  const checked = z.int().check(z.gte(minimum))
  return maximum === undefined ? checked : checked.check(z.lte(maximum))
}

export function texts(description: string) {
  return optional(z.array(z.string()), description)
}

export function text(description: string) {
  return optional(z.string(), description)
}
