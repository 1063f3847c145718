import { describeProblem, problemsOf } from '@mortise/shared/manifest'
import * as z from 'zod/mini'
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
  /** Names a module's chunk in plugins whose `loading.codeSplitting.strategy` is `custom`. */
  chunkName?: CustomChunkName | undefined
}

const schema = z.strictObject({
  plugins: z.optional(z.union([z.string(), z.array(z.string())])),
  shared: z.optional(z.array(z.string().check(z.minLength(1)))),
  catalog: z.optional(z.string().check(z.regex(/^[^/].*\.json$/))),
  folder: z.optional(z.string().check(z.regex(/^[\w.-]+$/))),
  styleLayers: z.optional(z.boolean()),
  chunkName: z.optional(z.custom<CustomChunkName>((value) => typeof value === 'function')),
})

export interface ResolvedOptions {
  readonly plugins: readonly string[]
  readonly shared: ReadonlySet<string>
  readonly catalog: string
  readonly folder: string
  readonly styleLayers: boolean
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
    chunkName,
  } = parsed.data
  return {
    plugins: typeof plugins === 'string' ? [plugins] : plugins,
    shared: new Set(shared),
    catalog: catalog ?? 'plugins.json',
    folder: folder ?? 'plugins',
    styleLayers: styleLayers ?? false,
    chunkName,
  }
}
