import type {
  ExtensionPointDeclaration,
  ExtensionPointDeclarations,
} from '@mortise/shared/contributions'

/** Who declares, in words, and what. */
export interface Declarer {
  readonly owner: string
  /** Nothing for the host. */
  readonly pluginId?: string
  readonly points: ExtensionPointDeclarations
  /** Declared while the plugin runs, so that no build knew of it. */
  readonly isLate?: boolean
}

export interface DeclaredPoints {
  readonly points: ReadonlyMap<string, ExtensionPointDeclaration>
  readonly ownerOf: ReadonlyMap<string, string>
  readonly late: ReadonlySet<string>
  readonly duplicates: readonly (Declarer & { readonly point: string; readonly first: string })[]
}

/** One list of all declared points: the first declaration counts. */
export function gatherPoints(declarers: readonly Declarer[]): DeclaredPoints {
  const points = new Map<string, ExtensionPointDeclaration>()
  const ownerOf = new Map<string, string>()
  const late = new Set<string>()
  const duplicates: DeclaredPoints['duplicates'][number][] = []
  for (const declarer of declarers) {
    for (const [point, declaration] of Object.entries(declarer.points)) {
      const first = ownerOf.get(point)
      if (first !== undefined) {
        duplicates.push({ ...declarer, point, first })
        continue
      }
      points.set(point, declaration)
      ownerOf.set(point, declarer.owner)
      if (declarer.isLate) late.add(point)
    }
  }
  return { points, ownerOf, late, duplicates }
}
