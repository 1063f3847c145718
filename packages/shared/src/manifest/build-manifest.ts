import * as z from 'zod/mini'
import type { PluginManifestInput } from './plugin-manifest.ts'

const size = z.int().check(z.gte(0))
const names = z.array(z.string())

const integrity = z.string().check(z.regex(/^sha384-[A-Za-z0-9+/]{64}$/))

const chunk = z.strictObject({
  /** Relative to the build manifest's own address; may carry `?v=<id>`. */
  file: z.string(),
  /** Hash of the chunk's final bytes. */
  id: z.string().check(z.minLength(1)),
  /** Bytes. */
  size,
  integrity,
  /**
   * The file in which it comes with other chunks, if it does: relative to the build manifest's own
   * address. Only in a catalog, because packs are the host's.
   */
  pack: z.optional(
    z.strictObject({
      file: z.string(),
      integrity,
      /** How many chunks come in it. */
      chunks: z.int().check(z.gte(1)),
    }),
  ),
  /**
   * Flat static closure, dependencies first, this chunk excluded; of an entry also the chunks of the
   * features that come with it.
   */
  deps: names,
  /** Keys of `shared` that this chunk or its closure imports. */
  shared: z.optional(names),
  /** Keys of `styles` that this chunk itself brings, in cascade order. */
  styles: z.optional(names),
})

const sharedRequirement = z.strictObject({
  specifier: z.string(),
  package: z.string(),
  range: z.string(),
  singleton: z.optional(z.boolean()),
  /** Export names in use; absent means the whole namespace. */
  names: z.optional(names),
})

const feature = z.strictObject({
  /** factory: logical name of the chunk that holds the module. esm: the module's address. */
  chunk: z.optional(z.string()),
  /**
   * Ahead of its use: with the entry, beside it, when the page is idle, or never. Absent: when
   * preloading says so.
   */
  fetch: z.optional(z.enum(['eager', 'preload', 'prefetch', 'lazy'])),
})

const provided = z.strictObject({ package: z.string(), version: z.string(), chunk: z.string() })

/** What a build emits for one plugin. */
export const buildManifest = z.strictObject({
  format: z.literal(1),
  id: z.string().check(z.minLength(1)),
  version: z.string(),
  /** Short hash of the set of chunk ids. */
  release: z.string().check(z.minLength(1)),
  /** `esm` only from the dev server. */
  executor: z.enum(['factory', 'esm']),
  /** factory: logical chunk name. esm: module address, relative to this manifest's address. */
  entry: z.string(),
  /** Bytes of the entry's chunk and of those that it needs. */
  size,
  features: z.record(z.string(), feature),
  chunks: z.record(z.string(), chunk),
  /** By address relative to the manifest. */
  styles: z.record(z.string(), z.strictObject({ size, integrity: z.optional(z.string()) })),
  /** By requirement: `<specifier>@<range>`. */
  shared: z.record(z.string(), sharedRequirement),
  /** Fallback providers by specifier. */
  provides: z.optional(z.record(z.string(), provided)),
  /** `plugin.json` as written; its own schema checked it when it was built. */
  manifest: z.custom<PluginManifestInput>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  ),
})

export type BuildManifest = z.output<typeof buildManifest>
export type BuiltChunk = BuildManifest['chunks'][string]
export type FetchWay = NonNullable<BuildManifest['features'][string]['fetch']>
export type SharedRequirement = BuildManifest['shared'][string]
