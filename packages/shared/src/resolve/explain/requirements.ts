import { overriddenRange } from '../host-policy.ts'
import type { Plan, PlanInput, PlanPlugin } from '../plan.ts'
import { byText } from '../rank.ts'
import { compareVersions, isVersion } from '../version.ts'
import type { Requirement } from './explanation.ts'

/** What of the input a plan took, and who asks for what. */
export interface Requirements {
  /** The entry that the plan picked, or the newest of those it refused. */
  plugin(id: string): PlanPlugin | undefined
  /** All versions of a plugin, the newest first. */
  versions(id: string): readonly PlanPlugin[]
  /** What a plugin asks for. */
  of(plugin: PlanPlugin): readonly Requirement[]
  /** What running plugins ask of a plugin or package. */
  on(name: string): readonly Requirement[]
  /** From a plugin that nobody needs to this one, over as few others as can be. */
  chainTo(id: string): readonly Requirement[]
}

export function createRequirements(plan: Plan, { plugins, policy = {} }: PlanInput): Requirements {
  const byId = new Map<string, PlanPlugin[]>()
  for (const plugin of plugins) byId.set(plugin.id, [...(byId.get(plugin.id) ?? []), plugin])
  for (const versions of byId.values()) versions.sort(newestFirst)

  const plugin = (id: string) => {
    const picked = plan.wiring[id]?.version
    const versions = byId.get(id)
    return versions?.find(({ version }) => version === picked) ?? versions?.[0]
  }
  const of = (asking: PlanPlugin): Requirement[] => {
    const { id, version, dependencies = {}, optional = {}, shared = {}, peers = [] } = asking
    const one = (needs: string, written: string, kind: Requirement['kind']): Requirement => {
      const range = overriddenRange(policy, id, needs, written)
      return { from: id, version, needs, range, kind }
    }
    return [
      ...Object.entries(dependencies).map(([name, range]) => one(name, range, 'plugin')),
      ...Object.entries(optional).map(([name, range]) => one(name, range, 'optional')),
      ...Object.entries(shared).flatMap(([name, ranges]) =>
        [ranges].flat().map((range) => one(name, range, peers.includes(name) ? 'peer' : 'shared')),
      ),
    ].sort((a, b) => byText(a.needs, b.needs) || byText(a.range, b.range))
  }
  const asked = new Map<string, Requirement[]>()
  for (const id of plan.order.toSorted(byText)) {
    const running = plugin(id)
    for (const requirement of running ? of(running) : []) {
      asked.set(requirement.needs, [...(asked.get(requirement.needs) ?? []), requirement])
    }
  }
  const on = (name: string): Requirement[] => asked.get(name) ?? []
  return {
    plugin,
    versions: (id) => byId.get(id) ?? [],
    of,
    on,
    chainTo: (id) => shortestChain(id, (name) => on(name).filter(({ from }) => from !== name)),
  }
}

function shortestChain(
  id: string,
  on: (name: string) => readonly Requirement[],
): readonly Requirement[] {
  const seen = new Set([id])
  let wave: { at: string; chain: readonly Requirement[] }[] = [{ at: id, chain: [] }]
  while (wave.length > 0) {
    const next: typeof wave = []
    for (const { at, chain } of wave) {
      const asking = on(at).filter(({ kind }) => kind === 'plugin' || kind === 'optional')
      if (asking.length === 0) return chain
      for (const requirement of asking) {
        if (seen.has(requirement.from)) continue
        seen.add(requirement.from)
        next.push({ at: requirement.from, chain: [requirement, ...chain] })
      }
    }
    wave = next
  }
  // Plugins that need each other, and nobody else needs them.
  return []
}

function newestFirst({ version: a }: PlanPlugin, { version: b }: PlanPlugin): number {
  return isVersion(a) && isVersion(b) ? compareVersions(b, a) : byText(b, a)
}
