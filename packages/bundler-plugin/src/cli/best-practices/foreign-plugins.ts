import type { InspectedPlugin } from '../inspection.ts'

/**
 * Plugins of another maker than most: deployed on another origin, or with an id that begins otherwise
 * (`org.other` among `com.example`). Where every maker has one plugin nobody is foreign by id.
 */
export function foreignPlugins(plugins: readonly InspectedPlugin[]): Set<string> {
  const counts = new Map<string, number>()
  for (const { id } of plugins) counts.set(makerOf(id), (counts.get(makerOf(id)) ?? 0) + 1)
  const [[maker, most] = ['', 0]] = [...counts].sort(([, a], [, b]) => b - a)
  return new Set(
    plugins
      .filter(({ id, isForeign }) => isForeign || (most > 1 && makerOf(id) !== maker))
      .map(({ id }) => id),
  )
}

function makerOf(id: string) {
  return id.split('.').slice(0, 2).join('.')
}
