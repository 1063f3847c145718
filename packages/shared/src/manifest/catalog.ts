import * as z from 'zod/mini'
import type { ErrorCode } from '../mortise-error.ts'
import { buildManifest } from './build-manifest.ts'
import { dependencyResolution } from './loading/dependency-resolution.ts'
import { preload } from './loading/preload.ts'
import { strategy } from './loading/index.ts'

const ranges = z.record(z.string(), z.string())
const texts = z.array(z.string())
const size = z.int().check(z.gte(0))

const { shape: resolution } = dependencyResolution
const { shape: peers } = resolution.peerDependencies.def.innerType
const { shape: optional } = resolution.optionalDependencies.def.innerType

/** `loading.dependencyResolution` without what equals its default. */
const resolutionBlock = z.strictObject({
  strategy: z.optional(resolution.strategy.def.innerType),
  peerDependencies: z.optional(
    z.strictObject({
      resolve: z.optional(z.boolean()),
      onMissing: z.optional(peers.onMissing.def.innerType),
      onMismatch: z.optional(peers.onMismatch.def.innerType),
    }),
  ),
  optionalDependencies: z.optional(
    z.strictObject({
      load: z.optional(z.boolean()),
      onFailure: z.optional(optional.onFailure.def.innerType),
    }),
  ),
  conflictResolution: z.optional(resolution.conflictResolution.def.innerType),
  circularDependencies: z.optional(resolution.circularDependencies.def.innerType),
})

/** What an extension point takes. */
export const extensionPointDeclaration = z.strictObject({
  schema: z.optional(z.union([z.boolean(), z.record(z.string(), z.unknown())])),
  cardinality: z.optional(z.enum(['single', 'multiple'])),
})

/** One plugin of the catalog. Whatever equals its default is left out. */
export const catalogEntry = z.strictObject({
  id: z.string().check(z.minLength(1)),
  version: z.string(),
  release: z.string(),
  /** Address of the build manifest, relative to the catalog's address. */
  manifest: z.string(),
  /** Hash of the build manifest; absent only from the dev server. */
  integrity: z.optional(z.string().check(z.regex(/^sha256-[A-Za-z0-9+/]{43}=$/))),
  /**
   * The build manifest itself, where a start needs it at once: nothing is fetched then. What it says
   * is what the file at `manifest` says, in the words of this host.
   */
  build: z.optional(buildManifest),
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
  dependencyResolution: z.optional(resolutionBlock),
  /** Ids of the protocols that the plugin implements. */
  implements: z.optional(texts),
  /** Protocols that the plugin wants of others: plugin id to ids of protocols. */
  requires: z.optional(z.record(z.string(), texts)),
  /** Versions of the host's engine that the plugin runs on. */
  engine: z.optional(ranges),
  /** Shared dependencies: package to range or ranges. */
  shared: z.optional(z.record(z.string(), z.union([z.string(), z.array(z.string())]))),
  /** Packages of `shared` that the plugin takes as peers: one instance for the page. */
  peers: z.optional(texts),
  /** Fallback providers: package to version. */
  provides: z.optional(ranges),
  /** Bytes of the plugin's own chunks and styles. */
  size: z.optional(size),
  /** Bytes of its fallback providers, by package. */
  providesSize: z.optional(z.record(z.string(), size)),
  /** Present only when preloading is enabled. */
  preload: z.optional(
    z.strictObject({
      priority: z.optional(z.int().check(z.gte(0))),
      resources: preload.shape.resources,
      conditions: z.optional(preload.shape.conditions.def.innerType),
    }),
  ),
  /** Services that the plugin offers: name of the interface to its version. */
  services: z.optional(ranges),
  /** Contributions by extension point, `contributes.<kind>` included. */
  extensions: z.optional(z.record(z.string(), z.array(z.record(z.string(), z.unknown())))),
  /** Extension points that the plugin declares with a schema, or for a single contribution. */
  extensionPoints: z.optional(z.record(z.string(), extensionPointDeclaration)),
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
  /** Somebody gets less than was asked for: a page looks at it, and tells. */
  isWarned: z.optional(z.boolean()),
  /** The host's own shared packages at build time, for whoever checks the catalog without its page. */
  provided: z.optional(ranges),
  refused: z.optional(z.record(z.string(), refusal)),
  /**
   * Present when contributions are more than a list: some have conditions or an order, a point takes
   * a single one, or the build left some out, which the page has to be able to say.
   */
  contributions: z.optional(
    z.strictObject({
      dropped: z.optional(
        z.array(
          z.strictObject({
            plugin: z.string(),
            code: z.custom<ErrorCode>((value) => typeof value === 'string'),
            why: z.string(),
            fix: z.string(),
          }),
        ),
      ),
    }),
  ),
})

/**
 * `plugins.json`: the index of all plugins that a host may load, in the plan's order. An id may stand
 * in it in several versions; then no plan is baked in, and the page picks.
 */
export const catalog = z.strictObject({
  format: z.literal(1),
  plugins: z.array(catalogEntry),
  /** Groups of shared packages that belong together: each comes from one provider. */
  together: z.optional(z.array(texts)),
  /** Ids of plugins that every device keeps, whether or not somebody has opened them. */
  warm: z.optional(texts),
  plan: z.optional(bakedPlan),
})

export type Catalog = z.output<typeof catalog>
export type CatalogEntry = z.output<typeof catalogEntry>
export type BakedPlan = z.output<typeof bakedPlan>
