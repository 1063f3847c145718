import * as z from 'zod/mini'

const text = z.string()
const count = z.int().check(z.gte(0))

export const conformance = z.enum(['full', 'partial', 'experimental', 'deprecated'])

export const protocolVersion = z.strictObject({ major: count, minor: count, patch: count })

export const protocolReference = z.strictObject({
  id: text.check(z.regex(/^([a-z][a-z0-9]*\.)+protocol\.[a-z][a-z0-9._]*\.v\d+$/)),
  label: text,
  version: protocolVersion,
  specification: z.optional(text),
  description: z.optional(text),
})

export const capabilityFeature = z.strictObject({
  name: text,
  enabled: z._default(z.boolean(), true),
  sinceVersion: z.optional(text),
  deprecatedSince: z.optional(text),
})

export const capability = z.strictObject({
  protocol: protocolReference,
  conformance: z._default(conformance, 'full'),
  implementedFeatures: z.optional(z.array(text)),
  features: z.optional(z.array(capabilityFeature)),
  metadata: z.optional(z.record(text, z.unknown())),
  certified: z._default(z.boolean(), false),
  certificationDate: z.optional(z.iso.datetime()),
})

const parameter = z.strictObject({
  name: text,
  type: text,
  required: z._default(z.boolean(), true),
})

const method = z.strictObject({
  name: text,
  parameters: z.optional(z.array(parameter)),
  returnType: z.optional(text),
  async: z._default(z.boolean(), false),
})

export const capabilityInterface = z.strictObject({
  id: text.check(z.regex(/^([a-z][a-z0-9]*\.)+interface\.[a-z][a-z0-9._]*$/)),
  name: text,
  version: protocolVersion,
  methods: z.array(method),
  events: z.optional(z.array(z.strictObject({ name: text, payload: z.optional(text) }))),
  stability: z._default(z.enum(['stable', 'beta', 'alpha', 'experimental']), 'stable'),
})

export const capabilityDependency = z.strictObject({
  pluginId: text.check(z.regex(/^([a-z][a-z0-9]*\.)+[a-z][a-z0-9-]+$/)),
  version: text,
  optional: z._default(z.boolean(), false),
  reason: z.optional(text),
  requiredCapabilities: z.optional(z.array(text)),
})

export const extensionPoint = z.strictObject({
  id: text.check(z.regex(/^([a-z][a-z0-9]*\.)+extension\.[a-z][a-z0-9._]*$/)),
  name: text,
  type: z.enum(['action', 'hook', 'widget', 'provider', 'transformer', 'validator', 'decorator']),
  contract: z.optional(z.record(text, z.unknown())),
  cardinality: z._default(z.enum(['single', 'multiple']), 'multiple'),
})

const extension = z.strictObject({
  targetPluginId: text,
  extensionPointId: text,
  implementation: text,
  priority: z._default(count, 100),
})

export const capabilityManifest = z.strictObject({
  implements: z.optional(z.array(capability)),
  provides: z.optional(z.array(capabilityInterface)),
  requires: z.optional(z.array(capabilityDependency)),
  extensionPoints: z.optional(z.array(extensionPoint)),
  extensions: z.optional(z.array(extension)),
})
