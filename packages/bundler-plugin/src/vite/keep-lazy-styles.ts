import type { Plugin } from 'vite'
import {
  asCopy,
  copyOwner,
  isStyle,
  pluginsEnvironment,
  virtualId,
  virtualName,
  withoutCopy,
} from './module-id.ts'

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
        return asCopy(id, copyOwner(resolved.id))
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
