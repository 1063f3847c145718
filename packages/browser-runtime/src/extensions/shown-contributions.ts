import type { Conditions } from '@mortise/shared/conditions'
import type { Signals } from '../signals/signals.ts'
import type { Contributed } from './contributed.ts'
import type { Contribution } from './contribution.ts'
import type { DeclaredPoints } from './declared-points.ts'
import type { Candidate, JudgePorts } from './judge-contributions.ts'

type Candidates = ReadonlyMap<string, readonly Candidate[]>

export interface ShownPorts extends Pick<JudgePorts, 'conditions' | 'explain'> {
  signals(): Promise<Signals>
  onChange(): void
  onShutdown(work: () => void): void
}

/** Of all candidates those that are to be seen now. */
export interface ShownContributions {
  get(point: string): readonly Contribution[]
  replace(candidates: Candidates, points: DeclaredPoints['points']): Promise<void>
  /** Takes one out at once. */
  remove(from: Contributed): void
}

export function createShown(ports: ShownPorts): ShownContributions {
  const { conditions, signals, explain, onChange, onShutdown } = ports
  const shown = new Map<string, readonly Contribution[]>()
  const told = new Map<string, readonly Contribution[]>()
  const reportSurplus = createSurplusReporter(explain)
  let candidates: Candidates = new Map()
  let points: DeclaredPoints['points'] = new Map()
  let holds: ((when: Conditions) => boolean) | undefined

  function visible(point: string): Contribution[] {
    const all = candidates.get(point) ?? []
    const holding = all.filter(({ when }) => !when || holds?.(when))
    const isSingle = points.get(point)?.cardinality === 'single'
    const [first, ...others] = holding
    if (!isSingle || !first) return holding.map(({ contribution }) => contribution)
    reportSurplus(others, first)
    return [first.contribution]
  }

  /** Evaluates at each call, so that what a function of the host says counts at once. */
  function get(point: string): readonly Contribution[] {
    const list = visible(point)
    const last = shown.get(point)
    if (last && isSame(last, list)) return last
    shown.set(point, Object.freeze(list))
    return list
  }

  /** Tells subscribers if anything is not what they were told last, who have perhaps read it since. */
  function refresh() {
    let hasChanged = false
    for (const point of new Set([...told.keys(), ...candidates.keys()])) {
      const before = told.get(point) ?? []
      const now = get(point)
      if (before !== now && (before.length || now.length)) hasChanged = true
      told.set(point, now)
    }
    if (hasChanged) onChange()
  }

  return {
    get,
    async replace(next, declared) {
      const hasConditions = [...next.values()].flat().some(({ when }) => when)
      if (hasConditions && !holds) {
        const [module, now] = await Promise.all([conditions(), signals()])
        holds = (when) => module.meetsConditions(when, now.now())
        onShutdown(now.subscribe(refresh))
      }
      candidates = next
      points = declared
      refresh()
    },
    remove(from) {
      const list = candidates.get(from.point) ?? []
      candidates = new Map(candidates).set(
        from.point,
        list.filter((one) => one.from !== from),
      )
      refresh()
    },
  }
}

/** Says of each contribution once that another came first. */
function createSurplusReporter(explain: ShownPorts['explain']) {
  const reported = new WeakSet<Candidate>()
  return (others: readonly Candidate[], { from: first }: Candidate) => {
    for (const other of others) {
      if (reported.has(other)) continue
      reported.add(other)
      const { pluginId, point, index } = other.from
      void explain(
        (words) => words.extensionSurplus({ pluginId, point, index }, first.pluginId),
        pluginId,
      )
    }
  }
}

function isSame(before: readonly Contribution[], now: readonly Contribution[]) {
  return before.length === now.length && before.every((one, index) => one === now[index])
}
