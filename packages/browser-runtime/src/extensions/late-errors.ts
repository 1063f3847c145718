import type { Words } from '../errors.ts'

export const extensionWithoutFeature = ({ pluginId }: { pluginId: string }): Words => ({
  code: 'EXTENSION_WITHOUT_FEATURE',
  why: `A contribution of plugin "${pluginId}" names no feature, so there is nothing to load for it.`,
  fix: 'Give the contribution a `feature` that the plugin declares.',
})

export const extensionOnDemand = (facts: { pluginId: string; feature: string }): Words => ({
  code: 'EXTENSION_ON_DEMAND',
  why: `Feature "${facts.feature}" belongs to plugin "${facts.pluginId}", which is loaded on demand only, and nobody has loaded it.`,
  fix: 'Call loadPlugin() when the user asks for the plugin, or choose the strategy "lazy".',
})
