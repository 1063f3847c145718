import { posix } from 'node:path'
import { gzipSync } from 'node:zlib'
import { minifySync, type HtmlTagDescriptor, type Plugin } from 'vite'
import { shortHash } from '../describe/content-hash.ts'
import { eagerLinks, routeLinks } from '../describe/start-links.ts'
import type { Link, StartLinks } from '../describe/start-links.ts'
import { bootPattern, bootScript } from './boot-script.ts'
import type { BootRoute } from './boot-script.ts'
import type { WorkspaceHolder } from './workspace.ts'
import { pluginsEnvironment } from './module-id.ts'

/** The route table may cost this many bytes gzip in the host’s `index.html`, beside a boot script of 150. */
const tableBudget = 1.5 * 1024

/**
 * Writes into the host's `index.html` what lets loading start with the first byte: links for the catalog
 * and the eager plugins, and the boot script that adds the current route's.
 */
export function writeLinks(workspace: WorkspaceHolder): Plugin {
  let base = '/'
  let assetsDir = 'assets'
  let boot: { file: string; routes: BootRoute[] } | undefined
  return {
    name: 'mortise:write-links',
    apply: 'build',
    applyToEnvironment: ({ name }) => name !== pluginsEnvironment,
    configResolved(config) {
      ;({ base } = config)
      ;({ assetsDir } = config.build)
    },
    buildStart() {
      const { built, options } = workspace.get()
      const all = built ? routeLinks(built, options.catalog) : []
      const routes = all.map(({ pattern, links }) => bootRoute(pattern, links, base))
      const fitting = routes.slice(0, howManyFit(routes))
      if (fitting.length < routes.length) {
        this.warn(
          `${routes.length - fitting.length} of ${routes.length} routes are left to the runtime's preloading: their links would make index.html more than ${tableBudget} bytes larger.`,
        )
      }
      boot = undefined
      if (fitting.length === 0) return
      const source = minifySync('boot.js', bootScript).code
      const file = posix.join(assetsDir, `mortise-boot-${shortHash(source)}.js`)
      boot = { file, routes: fitting }
      this.emitFile({ type: 'asset', fileName: file, source })
    },
    transformIndexHtml: {
      order: 'post',
      handler() {
        const { built, options } = workspace.get()
        if (!built) return []
        const links = eagerLinks(built, options.catalog)
        const manifests = [options.catalog, ...links.manifests]
        return [
          ...(boot ? [bootTag(base + boot.file, boot.routes)] : []),
          ...tagsOf({ ...links, manifests }, base),
        ]
      },
    },
  }
}

function link(
  as: 'fetch' | 'script' | 'style',
  { address, integrity, isBeside = false }: Partial<Link>,
  base: string,
) {
  const tag: HtmlTagDescriptor = {
    tag: 'link',
    attrs: {
      rel: 'preload',
      as,
      crossorigin: true,
      href: `${base}${address}`,
      // Without it Chromium asks for a preloaded script 2.9x later than for one that is wanted now.
      ...(as === 'script' && !isBeside ? { fetchpriority: 'high' } : {}),
      ...(integrity ? { integrity } : {}),
    },
    injectTo: 'head-prepend',
  }
  return tag
}

function tagsOf({ manifests, scripts, styles }: StartLinks, base: string) {
  return [
    ...manifests.map((address) => link('fetch', { address }, base)),
    ...scripts.map((item) => link('script', item, base)),
    ...styles.map((item) => link('style', item, base)),
  ]
}

function bootRoute(pattern: string, links: StartLinks, base: string): BootRoute {
  return [bootPattern(pattern, base), tagsOf(links, base).map(htmlOf).join('')]
}

/** As Vite writes the tags of eager plugins. */
function htmlOf({ tag, attrs = {} }: HtmlTagDescriptor) {
  const written = Object.entries(attrs).map(([name, value]) =>
    value === true
      ? name
      : `${name}="${String(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  )
  return `<${[tag, ...written].join(' ')}>`
}

function bootTag(src: string, routes: readonly BootRoute[]): HtmlTagDescriptor {
  // Vite puts tags into a page without a head by String.replace, where "$&" has a meaning.
  const data = JSON.stringify(routes).replaceAll('$', '\\u0024')
  return {
    tag: 'script',
    attrs: { src, 'data-routes': data },
    injectTo: 'head-prepend',
  }
}

function howManyFit(routes: readonly BootRoute[]) {
  let count = routes.length
  while (count > 0 && gzipSync(JSON.stringify(routes.slice(0, count))).length > tableBudget) count--
  return count
}
