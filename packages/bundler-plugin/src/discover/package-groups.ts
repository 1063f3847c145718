import type { PackageJson } from './package-json.ts'

/**
 * Groups of shared packages that belong together: one is a peer of the other, and both carry the same
 * version, as react and react-dom do. A library that merely takes react as a peer is no such package:
 * it works with any copy that its range accepts.
 */
export function packageGroups(packages: ReadonlyMap<string, PackageJson>): string[][] {
  const groupOf = new Map<string, Set<string>>()
  for (const [name, { version, peerDependencies = {} }] of packages) {
    for (const peer of Object.keys(peerDependencies)) {
      if (version === undefined || packages.get(peer)?.version !== version) continue
      const joined = new Set([...(groupOf.get(name) ?? [name]), ...(groupOf.get(peer) ?? [peer])])
      for (const member of joined) groupOf.set(member, joined)
    }
  }
  return [...new Set(groupOf.values())].map((group) => [...group].sort()).sort()
}
