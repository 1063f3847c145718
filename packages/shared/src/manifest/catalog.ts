import * as z from 'zod/mini'
import type { ErrorCode } from '../mortise-error.ts'
import { preload } from './loading/preload.ts'
import { strategy } from './loading/index.ts'

const ranges = z.record(z.string(), z.string())

/** One plugin of the catalog. Whatever equals its default is left out. */
export const catalogEntry = z.strictObject({
  id: z.string().check(z.minLength(1)),
  version: z.string(),
  release: z.string(),
  /** Address of the build manifest, relative to the catalog's address. */
  manifest: z.string(),
  /** Hash of the build manifest; absent only from the dev server. */
  integrity: z.optional(z.string().check(z.regex(/^sha256-[A-Za-z0-9+/]{43}=$/))),
  /** Absent means `lazy`. */
  strategy: z.optional(strategy),
  initialization: z.optional(
    z.strictObject({
      priority: z.optional(z.int().check(z.gte(0))),
      critical: z.optional(z.boolean()),
      mode: z.optional(z.enum(['sync', 'async', 'parallel', 'sequential'])),
    }),
  ),
  /** Plugins that this one needs: id to range. */
  dependencies: z.optional(ranges),
  /** Plugins that this one can do without. */
  optional: z.optional(ranges),
  /** What a cycle through this plugin means; absent means `warn`. */
  circular: z.optional(z.enum(['error', 'allow'])),
  /** Shared dependencies: package to range or ranges. */
  shared: z.optional(z.record(z.string(), z.union([z.string(), z.array(z.string())]))),
  /** Packages of `shared` that the plugin takes as peers: one instance for the page. */
  peers: z.optional(z.array(z.string())),
  /** Fallback providers: package to version. */
  provides: z.optional(ranges),
  /** Present only when preloading is enabled. */
  preload: z.optional(
    z.strictObject({
      priority: z.optional(z.int().check(z.gte(0))),
      resources: preload.shape.resources,
      conditions: z.optional(preload.shape.conditions.def.innerType),
    }),
  ),
  /** Contributions by extension point, `contributes.<kind>` included. */
  extensions: z.optional(z.record(z.string(), z.array(z.unknown()))),
})

const refusal = z.strictObject({
  code: z.custom<ErrorCode>((value) => typeof value === 'string'),
  why: z.string(),
  fix: z.optional(z.string()),
  causedBy: z.optional(z.string()),
})

const bakedPlan = z.strictObject({
  /** What `planInput` gave at build time: the plan is valid while it still gives that. */
  input: z.string(),
  /** By requirement `<package>@<range>`: `host` or the id of the providing plugin. */
  shared: ranges,
  refused: z.optional(z.record(z.string(), refusal)),
})

/** `plugins.json`: the index of all plugins that a host may load, in the plan's order. */
export const catalog = z.strictObject({
  format: z.literal(1),
  plugins: z.array(catalogEntry),
  plan: z.optional(bakedPlan),
})

export type Catalog = z.output<typeof catalog>
export type CatalogEntry = z.output<typeof catalogEntry>
export type BakedPlan = z.output<typeof bakedPlan>
