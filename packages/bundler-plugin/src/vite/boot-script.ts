import type { Link, StartLinks } from '../describe/start-links.ts'

/** Route pattern as a regular expression, and what is fetched for it. */
export type BootRoute = readonly [
  pattern: string,
  links: readonly (readonly [as: string, address: string, integrity: string])[],
]

export function bootRoute(
  pattern: string,
  { manifests, scripts, styles }: StartLinks,
  base: string,
): BootRoute {
  const linkAs =
    (as: string) =>
    ({ address, integrity = '' }: Partial<Link>) =>
      [as, `${base}${address}`, integrity] as const
  return [
    pattern,
    [
      ...manifests.map((address) => linkAs('fetch')({ address })),
      ...scripts.map(linkAs('script')),
      ...styles.map(linkAs('style')),
    ],
  ]
}

/**
 * First in a built host's head: inserts the preload links that the current route needs, before the app's
 * own script is even there. A file of its own, so that it runs under `script-src 'self'`; its data stand
 * in its element. Whatever runs modules runs this.
 */
export const bootScript = `{
  const { base, routes } = document.currentScript.dataset
  const { origin, pathname } = new URL(base, document.baseURI)
  const root = origin === location.origin ? pathname : '/'
  const path = '/' + location.pathname.slice(root.length)
  const seen = new Set()
  for (const [pattern, links] of JSON.parse(routes)) {
    if (!new RegExp(pattern).test(path)) continue
    for (const [as, href, integrity] of links) {
      if (seen.has(href)) continue
      seen.add(href)
      document.head.append(
        Object.assign(document.createElement('link'), {
          rel: 'preload',
          as,
          href,
          integrity,
          crossOrigin: 'anonymous',
          fetchPriority: as === 'script' ? 'high' : 'auto',
        }),
      )
    }
  }
}
`
