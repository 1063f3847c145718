export {
  buildManifest,
  type BuildManifest,
  type BuiltChunk,
  type SharedRequirement,
} from './build-manifest.ts'
export {
  catalog,
  catalogEntry,
  extensionPointDeclaration,
  type BakedPlan,
  type Catalog,
  type CatalogEntry,
} from './catalog.ts'
export { checkPluginManifest } from './check-plugin-manifest.ts'
export { defineManifest } from './define-manifest.ts'
export { dependenciesOf, type PluginDependencies } from './dependencies-of.ts'
export { parseBuildManifest, parseCatalog, parsePluginManifest } from './parse.ts'
export { parseJson } from './parse-json.ts'
export { pluginManifest, type PluginManifest, type PluginManifestInput } from './plugin-manifest.ts'
export { describeProblem, problemsOf, type Problem } from './problem.ts'
