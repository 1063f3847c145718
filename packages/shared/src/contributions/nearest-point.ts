import { nearest } from '../nearest.ts'

/**
 * The declared point that an undeclared one was probably meant to be. Everybody may invent a point,
 * so only a slip of the pen counts: two letters.
 */
export function nearestPoint(point: string, declared: Iterable<string>): string | undefined {
  return point.startsWith('contributes.') ? undefined : nearest(point, declared, 2)
}
