import { routeSegments } from '@mortise/shared/route-pattern'

/**
 * A route pattern as the source of a regular expression over paths, for the boot script, which has no
 * room for a matcher. It accepts what `matchesRoute` of `@mortise/shared` accepts.
 */
export function routeExpression(pattern: string): string {
  const segments = routeSegments(pattern)
  const open = segments.at(-1) === '*'
  const fixed = (open ? segments.slice(0, -1) : segments).map((segment) =>
    segment.startsWith(':') ? '/[^/]+' : `/${segment.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`,
  )
  return `^${fixed.join('')}${open ? '(?:/.*)?' : '/?'}$`
}
