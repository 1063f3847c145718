import type { Plugin } from 'vite'
import type { PluginSource } from '../discover/plugin-source.ts'
import { entryCode } from './entries.ts'
import {
  pluginsEnvironment,
  asCopy,
  copyOwner,
  isStyle,
  virtualId,
  virtualName,
  withoutCopy,
} from './module-id.ts'
import type { WorkspaceHolder } from './workspace.ts'

/** Gives every plugin the module that its build, or its loading in development, starts from. */
export function resolveEntries(workspace: WorkspaceHolder): Plugin {
  return {
    name: 'mortise:resolve-entries',
    enforce: 'pre',
    resolveId: {
      order: 'pre',
      filter: { id: /mortise:entry:/ },
      handler: (source) => (virtualName('entry', source) === undefined ? undefined : source),
    },
    load: {
      filter: { id: /mortise:entry:/ },
      handler(id) {
        const name = virtualName('entry', id)
        const plugin = workspace.get().plugins.find((candidate) => candidate.id === name)
        return plugin && entryCode(plugin)
      },
    },
  }
}

/** Whether a plugin's modules may be in chunks that other plugins use too. */
export function isSharing({ manifest }: PluginSource): boolean {
  const { enabled, sharedDependencies } = manifest.loading.codeSplitting
  return enabled && sharedDependencies.enabled
}

const copied = /\.(?:[cm]?[jt]sx?|css|less|s[ac]ss|styl|json)$/

/**
 * A module can only be in one chunk. A plugin that shares nothing (`codeSplitting.enabled: false` or
 * `sharedDependencies.enabled: false`) therefore gets copies of its modules, told apart by a query.
 */
export function resolveCopies(workspace: WorkspaceHolder): Plugin {
  const ownerOf = (importer: string) => {
    const entry = virtualName('entry', importer)
    if (entry === undefined) return copyOwner(importer)
    const plugin = workspace.get().plugins.find(({ id }) => id === entry)
    return plugin && isSharing(plugin) ? undefined : entry
  }
  return {
    name: 'mortise:resolve-copies',
    apply: 'build',
    enforce: 'pre',
    // Left out altogether where no plugin asks for it: this hook is called for every import.
    applyToEnvironment: ({ name }) =>
      name === pluginsEnvironment && workspace.get().plugins.some((plugin) => !isSharing(plugin)),
    async resolveId(source, importer, options) {
      const owner = importer === undefined ? undefined : ownerOf(importer)
      if (importer === undefined || owner === undefined) return undefined
      const original = withoutCopy(importer)
      const resolved = await this.resolve(source, original, { ...options, skipSelf: true })
      if (!resolved || resolved.external || !copied.test(resolved.id)) return resolved
      return { ...resolved, id: asCopy(resolved.id, owner) }
    },
  }
}

/**
 * Vite drops chunks that hold nothing but CSS and leaves their loading to its preload helper, which the
 * plugins' chunks do without. So the target of `import('./x.css')` becomes a module that imports it.
 */
export function keepLazyStyles(): Plugin {
  return {
    name: 'mortise:keep-lazy-styles',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === pluginsEnvironment,
    resolveId: {
      filter: {
        id: [/^\0mortise:lazy-style:/, /\.(?:css|less|s[ac]ss|styl|stylus|pcss|postcss|sss)$/],
      },
      async handler(source, importer, options) {
        if (virtualName('lazy-style', source) !== undefined) return source
        if ((options.kind as string) !== 'dynamic-import') return undefined
        const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
        // A CSS module has exports, so Vite keeps its chunk.
        if (!resolved || !isStyle(resolved.id) || /\.module\./.test(resolved.id)) return resolved
        // It must not end in `.css`, or Vite takes it for a style sheet itself.
        const id = virtualId('lazy-style', `${withoutCopy(resolved.id)}.js`)
        const owner = copyOwner(resolved.id)
        return owner === undefined ? id : asCopy(id, owner)
      },
    },
    load: {
      filter: { id: /mortise:lazy-style:/ },
      handler(id) {
        const file = virtualName('lazy-style', id)?.slice(0, -'.js'.length)
        return file && `import ${JSON.stringify(file)}\nexport default ''\n`
      },
    },
  }
}

export const entryId = (plugin: string) => virtualId('entry', plugin)
