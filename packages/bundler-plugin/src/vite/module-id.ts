/** Vite environment in which all plugins of the workspace are built, in one multi-entry build. */
export const pluginsEnvironment = 'plugins'

/** Ids of the virtual modules that the bundler plugin adds. `\0` keeps other Vite plugins away. */
const prefix = '\0mortise:'

/** The package whose one instance is the host's, also where nobody lists it as shared. */
export const runtimePackage = '@mortise/browser-runtime'
/** The one part of it that every plugin carries itself. */
export const definePluginSpecifier = `${runtimePackage}/define-plugin`
export const hostBuildSpecifier = `${runtimePackage}/build`
export const hostBuildId = `${prefix}host-build`
/** The schemas that the host declares, which few pages need. */
export const extensionPointsId = `${prefix}extension-points`

/** Where the host's service worker lies. */
export const workerAddressSpecifier = `${runtimePackage}/service-worker/address`
export const workerAddressId = `${prefix}worker-address`

/** Vite's own, which every module with an `import()` calls. */
export const preloadHelper = '\0vite/preload-helper.js'

export type VirtualKind = 'entry' | 'provider' | 'shared-cjs' | 'lazy-style' | 'runtime'

export function virtualId(kind: VirtualKind, name: string): string {
  return `${prefix}${kind}:${name}`
}

/** The name in a virtual id of this kind, without a copy marker, or `undefined`. */
export function virtualName(kind: VirtualKind, id: string): string | undefined {
  const start = `${prefix}${kind}:`
  return id.startsWith(start) ? withoutCopy(id).slice(start.length) : undefined
}

const copyMarker = /[?&]mortise-copy=([^&]+)$/

/** The plugin whose own copy of a module this id is, or `undefined`. */
export function copyOwner(id: string): string | undefined {
  return copyMarker.exec(id)?.[1]
}

export function withoutCopy(id: string): string {
  return id.replace(copyMarker, '')
}

/** The id of a plugin's own copy of a module; the module's own where no plugin is named. */
export function asCopy(id: string, plugin: string | undefined): string {
  if (plugin === undefined) return id
  return `${id}${id.includes('?') ? '&' : '?'}mortise-copy=${plugin}`
}

/** The file of a module id, without queries. */
export function fileOf(id: string): string {
  return id.replace(/[?#].*$/, '')
}

/** Whether Vite takes a module for a style sheet of the page, not for text or an address. */
export function isStyle(id: string): boolean {
  return (
    /\.(?:css|less|s[ac]ss|styl|stylus|pcss|postcss|sss)(?:$|\?)/.test(id) &&
    !/[?&](?:inline|raw|url)\b/.test(id)
  )
}
