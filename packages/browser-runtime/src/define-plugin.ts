import type { PluginDefinition } from './plugin.ts'

/** Gives a plugin object its type; `host.use` and the loader check it. */
export function definePlugin<Definition extends PluginDefinition>(plugin: Definition): Definition {
  return plugin
}
