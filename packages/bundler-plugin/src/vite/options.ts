import type { HostPolicy, OfflineOptions } from '@mortise/shared'
import type { ExtensionPointDeclarations } from '@mortise/shared/contributions'
import { describeProblem, problemsOf } from '@mortise/shared/manifest'
import * as z from 'zod/mini'
import type { PackOption } from '../describe/pack-steps.ts'
import { optionsInvalid } from '../errors.ts'
import type { CustomChunkName } from '../plan/custom-chunks.ts'

/** Options of `mortise()` in a host's `vite.config.ts`. */
export interface MortiseOptions {
  /** Globs of plugin folders (each with a `plugin.json` or `plugin.config.ts`), relative to the Vite root. */
  plugins?: string | readonly string[] | undefined
  /**
   * Packages of which host and plugins use one negotiated instance, subpaths included. Those that the
   * host's package.json lists come from the host's bundle; for the others a fallback provider is built.
   */
  shared?: readonly string[] | undefined
  /** File name of the catalog in the output. Default `plugins.json`. */
  catalog?: string | undefined
  /** Folder in the output for everything that belongs to plugins. Default `plugins`. */
  folder?: string | undefined
  /** Put each plugin's styles into a cascade layer named after it. Default `false`. */
  styleLayers?: boolean | undefined
  /** What the host decides over its plugins' heads: versions, ranges, who may not run. */
  policy?: HostPolicy | undefined
  /** Versions of the host's engine, which the plugins' `engine` is checked against. */
  engine?: Readonly<Record<string, string>> | undefined
  /**
   * Extension points of the host, or the file that declares them, relative to the Vite root: JSON, or
   * a module with a default export. Contributions are held against them when they are built.
   */
  extensionPoints?: ExtensionPointDeclarations | string | undefined
  /**
   * Files that hold chunks of several plugins, by name: one request instead of one for each chunk.
   * Items are `'eager'`, a plugin's id, or `'<id>/<feature>'`.
   */
  packs?: Readonly<Record<string, readonly string[]>> | undefined
  /** Ids of plugins that every device keeps when it has nothing better to do, opened or not. */
  warm?: readonly string[] | undefined
  /**
   * Emit a service worker, which `registerServiceWorker()` of the runtime registers: the page then starts
   * without the network, and a deploy costs a returning visitor the chunks of a pack that changed.
   */
  serviceWorker?: boolean | Partial<OfflineOptions> | undefined
  /** Names a module's chunk in plugins whose `loading.codeSplitting.strategy` is `custom`. */
  chunkName?: CustomChunkName | undefined
}

const versions = z.record(z.string(), z.string())

const hostPolicy = z.strictObject({
  pins: z.optional(versions),
  overrides: z.optional(z.record(z.string(), z.union([z.string(), versions]))),
  disabled: z.optional(z.array(z.string())),
  conflicts: z.optional(versions),
  lock: z.optional(
    z.strictObject({ format: z.literal(1), hash: z.string(), plugins: versions, shared: versions }),
  ),
})

const positive = z.number().check(z.gt(0))

const offlineOptions = z.strictObject({
  navigation: z._default(z.enum(['network-first', 'cache-first']), 'network-first'),
  deadline: z._default(positive, 3000),
  maxSize: z._default(positive, 50),
})

const schema = z.strictObject({
  plugins: z.optional(z.union([z.string(), z.array(z.string())])),
  shared: z.optional(z.array(z.string().check(z.minLength(1)))),
  catalog: z.optional(z.string().check(z.regex(/^[^/].*\.json$/))),
  folder: z.optional(z.string().check(z.regex(/^[\w.-]+$/))),
  styleLayers: z.optional(z.boolean()),
  policy: z.optional(hostPolicy),
  engine: z.optional(versions),
  packs: z.optional(
    z.record(z.string().check(z.regex(/^[\w.-]+$/)), z.array(z.string()).check(z.minLength(1))),
  ),
  warm: z.optional(z.array(z.string())),
  extensionPoints: z.optional(z.union([z.string(), z.record(z.string(), z.unknown())])),
  serviceWorker: z.optional(z.union([z.boolean(), offlineOptions])),
  chunkName: z.optional(z.custom<CustomChunkName>((value) => typeof value === 'function')),
})

export interface ResolvedOptions {
  readonly plugins: readonly string[]
  readonly shared: ReadonlySet<string>
  readonly catalog: string
  readonly folder: string
  readonly styleLayers: boolean
  readonly policy: HostPolicy | undefined
  readonly engine: Readonly<Record<string, string>> | undefined
  /** As it was given: it may be the name of a file. */
  readonly extensionPoints: unknown
  readonly packs: PackOption
  readonly warm: readonly string[]
  /** `undefined` for a build without a service worker. */
  readonly serviceWorker: OfflineOptions | undefined
  readonly chunkName: CustomChunkName | undefined
}

/** Checks the options and fills in defaults. Throws CONFIG_INVALID. */
export function resolveOptions(options: unknown): ResolvedOptions {
  const parsed = schema.safeParse(options)
  if (!parsed.success) {
    throw optionsInvalid(problemsOf(schema, parsed.error).map(describeProblem).join('; '))
  }
  const {
    plugins = 'plugins/*',
    shared = [],
    catalog,
    folder,
    styleLayers,
    policy,
    engine,
    extensionPoints,
    packs = {},
    warm = [],
    serviceWorker = false,
    chunkName,
  } = parsed.data
  return {
    plugins: typeof plugins === 'string' ? [plugins] : plugins,
    shared: new Set(shared),
    catalog: catalog ?? 'plugins.json',
    folder: folder ?? 'plugins',
    styleLayers: styleLayers ?? false,
    policy,
    engine,
    extensionPoints,
    packs,
    warm,
    serviceWorker: serviceWorkerOf(serviceWorker),
    chunkName,
  }
}

function serviceWorkerOf(option: boolean | OfflineOptions) {
  if (typeof option === 'object') return option
  return option ? offlineOptions.parse({}) : undefined
}
