import { routeExpression } from '../describe/route-expression.ts'

/** A regular expression over the page's path, and the preload links of that route as HTML. */
export type BootRoute = readonly [pattern: string, links: string]

/**
 * Where the app lies is part of the expression. With a relative base nobody knows that before, so the
 * end of the path decides; a link too many is no harm.
 */
export function bootPattern(route: string, base: string): string {
  const pattern = routeExpression(route)
  if (base.startsWith('.') || base === '') return pattern.replace(/^\^/, '')
  const root = base.startsWith('/') ? base : '/'
  return pattern.replace(/^\^/, () => `^${routeExpression(root).slice(1, -3)}`)
}

/**
 * First in a built host's head: inserts the preload links that the current route needs, before the app's
 * own script is even there. A file of its own, so that it runs under `script-src 'self'`; its data stand
 * in its element. Whatever runs modules runs this.
 */
export const bootScript = `for (const [pattern, links] of JSON.parse(document.currentScript.dataset.routes)) {
  if (new RegExp(pattern).test(location.pathname)) {
    document.head.insertAdjacentHTML('beforeend', links)
  }
}
`
