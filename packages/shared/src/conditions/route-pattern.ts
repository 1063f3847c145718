/**
 * Whether a route pattern matches a path: `/analytics` exactly (a trailing slash is the same
 * path), `:id` any one segment, a last segment `*` any rest, none included. As `URLPattern` would,
 * which not every browser has, no Node.js of today and no boot script; a test holds them equal.
 */
export function matchesRoute(pattern: string, path: string): boolean {
  const wanted = routeSegments(pattern)
  const given = routeSegments(path)
  const open = wanted[wanted.length - 1] === '*'
  if (open) wanted.pop()
  return (
    (open ? given.length >= wanted.length : given.length === wanted.length) &&
    wanted.every((segment, index) => segment[0] === ':' || segment === given[index])
  )
}

/** Of a pattern or a path, encoded as a browser has them in its address. */
export function routeSegments(path: string): string[] {
  return path.replace(unencoded, encodeURIComponent).split('/').filter(Boolean)
}

/**
 * What the path of an address does not hold as it is written.
 * Source: https://url.spec.whatwg.org/#path-percent-encode-set
 */
const unencoded = /[^!-~]+|["<>`{}]/g
