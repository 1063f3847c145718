import type { FeatureLoading } from './feature-loading.ts'

/** What the plan needs to know of a bundler's module graph. An adapter fills it; nothing here knows the bundler. */
export interface ModuleGraph {
  readonly modules: ReadonlyMap<string, ModuleFacts>
  readonly plugins: readonly PluginFacts[]
  /** Entries that belong to no plugin: fallback providers of shared dependencies. Chunk name by module id. */
  readonly providers: ReadonlyMap<string, string>
}

export interface ModuleFacts {
  /** Size of the source in bytes; an upper estimate of what the module weighs in a chunk. */
  readonly size: number
  readonly imports: readonly string[]
  readonly dynamicImports: readonly string[]
  /** Names that it exports, `*` for an `export *`; absent where nobody asks. */
  readonly exports?: readonly string[] | undefined
  /** What it imports and hands on by name; absent where only the modules are known. */
  readonly names?: ModuleNames | undefined
  /** Has no side effects, and hands on exports of other modules. */
  readonly isBarrel?: boolean
}

/** The imports of a module, name by name; `*` is a whole namespace. */
export interface ModuleNames {
  /** Also those of `export … from`. */
  readonly uses: readonly NameIn[]
  /** Exports that are another module's. */
  readonly handedOn: ReadonlyMap<string, NameIn>
  /** Modules of `export * from`. */
  readonly stars: readonly string[]
}

export interface NameIn {
  readonly module: string
  readonly name: string
}

export interface PluginFacts {
  readonly id: string
  /** Module id of the plugin's entry. */
  readonly entry: string
  /** Feature name → module id. */
  readonly features: Readonly<Record<string, string>>
  /** Names of features that one contributed route shows together. */
  readonly routes: readonly (readonly string[])[]
  readonly codeSplitting: CodeSplitting
  readonly featureLoading: FeatureLoading
}

/** `loading.codeSplitting` of one plugin, in bytes, and the host's function for `custom`. */
export interface CodeSplitting {
  readonly enabled: boolean
  readonly strategy: 'feature' | 'route' | 'size' | 'custom'
  /** Bytes; `undefined` is no limit. */
  readonly maxChunkSize?: number | undefined
  readonly sharedDependencies: { readonly enabled: boolean; readonly minChunks: number }
}
