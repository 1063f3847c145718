import * as z from 'zod/mini'
import { block, optional } from './field.ts'

const property = z.strictObject({
  type: z.enum(['string', 'number', 'boolean', 'array', 'object']),
  default: z.optional(z.unknown()),
  description: z.optional(z.string()),
  required: z.optional(z.boolean()),
  secret: optional(z.boolean(), 'The value is never shown, neither in logs nor in errors.'),
  enum: z.optional(z.array(z.unknown())),
})

export const configuration = block(
  {
    title: z.optional(z.string()),
    properties: z.record(z.string(), property),
  },
  'Settings that the host gives the plugin as `ctx.config`.',
)
