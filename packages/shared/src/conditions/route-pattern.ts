/**
 * Whether a route pattern matches a path: `/analytics` exactly (a trailing slash is the same
 * path), `:id` any one segment, a last segment `*` any rest, none included.
 */
export function matchesRoute(pattern: string, path: string): boolean {
  const wanted = segments(pattern)
  const given = segments(path)
  const open = wanted[wanted.length - 1] === '*'
  if (open) wanted.pop()
  return (
    (open ? given.length >= wanted.length : given.length === wanted.length) &&
    wanted.every((segment, index) => segment[0] === ':' || segment === given[index])
  )
}

function segments(path: string): string[] {
  return path.split('/').filter(Boolean)
}
