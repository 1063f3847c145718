import * as z from 'zod/mini'

const name = z.string().check(z.minLength(1))
const metadata = z.optional(z.record(z.string(), z.unknown()))

export const serviceScope = z.enum(['singleton', 'transient', 'scoped'])
const scope = z._default(serviceScope, 'singleton')

export const serviceMetadata = z.strictObject({
  name,
  scope,
  type: z.optional(z.string()),
  registeredAt: z.optional(z.int()),
  metadata,
})

export const serviceRegistryConfig = z.strictObject({
  strictMode: z._default(z.boolean(), true),
  allowOverwrite: z._default(z.boolean(), false),
  enableLogging: z._default(z.boolean(), false),
  scopeTypes: z.optional(z.array(z.string())),
  maxServices: z.optional(z.int().check(z.gte(1))),
})

export const serviceFactory = z.strictObject({
  name,
  scope,
  factoryType: z._default(z.enum(['sync', 'async']), 'sync'),
  singleton: z._default(z.boolean(), true),
})

export const serviceScopeConfig = z.strictObject({
  scopeType: z.string(),
  scopeId: z.optional(z.string()),
  metadata,
})

export const serviceScopeInfo = z.strictObject({
  scopeId: z.string(),
  scopeType: z.string(),
  createdAt: z.int(),
  serviceCount: z.optional(z.int().check(z.gte(0))),
})
