import type { PluginSource } from '../discover/plugin-source.ts'
import type { ResolvedOptions } from './options.ts'

/** The Vite plugin that carries the api: tools find it in a config by this name. */
export const apiPlugin = 'mortise:environment'

/** What tools, such as the command line, learn from a `mortise()` in a Vite config. */
export interface MortiseApi {
  readonly options: ResolvedOptions
  /** From now on only the plugins of these ids are built; others that they need are elsewhere. */
  standAlone(ids: readonly string[]): void
  /** Those that are built. @throws before Vite has resolved the config. */
  plugins(): readonly PluginSource[]
}
