import type { ResolvedOptions } from './options.ts'

/** The Vite plugin that carries the api: tools find it in a config by this name. */
export const apiPlugin = 'mortise:environment'

/** What tools, such as the command line, learn from a `mortise()` in a Vite config. */
export interface MortiseApi {
  readonly options: ResolvedOptions
}
