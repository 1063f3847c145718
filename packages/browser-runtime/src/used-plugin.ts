import type { PluginDefinition } from './plugin.ts'

/** A plugin object that was given to `use`, and who it is. */
export interface UsedPlugin {
  readonly id: string
  readonly version: string
  readonly definition: PluginDefinition
}
