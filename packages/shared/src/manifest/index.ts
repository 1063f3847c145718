export { defineManifest } from './define-manifest.ts'
export { pluginManifest, type PluginManifest, type PluginManifestInput } from './plugin-manifest.ts'
export {
  buildManifest,
  type BuildManifest,
  type BuiltChunk,
  type SharedRequirement,
} from './build-manifest.ts'
export {
  catalog,
  catalogEntry,
  type Catalog,
  type CatalogEntry,
  type BakedPlan,
} from './catalog.ts'
