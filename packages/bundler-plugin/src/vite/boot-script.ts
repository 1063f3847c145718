/** Route pattern as a regular expression, build manifests, scripts and styles with their integrity. */
export type BootRoute = readonly [
  pattern: string,
  manifests: readonly string[],
  scripts: readonly (readonly [address: string, integrity: string])[],
  styles: readonly (readonly [address: string, integrity: string])[],
]

/**
 * First in a built host's head: inserts the preload links that the current route needs, before the app's
 * own script is even there. A file of its own, so that it runs under `script-src 'self'`; its data stand
 * in its element. Plain ES5, because nothing checks it any more.
 */
export const bootScript = `(function (d, s) {
  var seen = {}
  var base = new URL(s.dataset.base, d.baseURI)
  var root = base.origin === location.origin ? base.pathname : '/'
  var path = '/' + location.pathname.slice(root.length)
  function add(as, href, integrity) {
    if (seen[href]) return
    seen[href] = 1
    var l = d.createElement('link')
    l.rel = 'preload'
    l.as = as
    l.crossOrigin = 'anonymous'
    if (as === 'script') l.fetchPriority = 'high'
    if (integrity) l.integrity = integrity
    l.href = href
    d.head.append(l)
  }
  JSON.parse(s.dataset.routes).forEach(function (r) {
    if (!new RegExp(r[0]).test(path)) return
    r[1].forEach(function (m) { add('fetch', m) })
    r[2].forEach(function (c) { add('script', c[0], c[1]) })
    r[3].forEach(function (c) { add('style', c[0], c[1]) })
  })
})(document, document.currentScript)
`
