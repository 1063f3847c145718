import type { Candidate } from './candidates.ts'
import type { Selection } from './dependency-graph.ts'
import { byText } from './rank.ts'
import type { Outcome } from './settle.ts'

/** Versions of each id that may be picked, the newest first. In rank order. */
export type Candidates = ReadonlyMap<string, readonly Candidate[]>

/** So many selections are tried one by one; beyond, versions are changed one plugin at a time. */
const exhaustive = 512

/**
 * One version of each plugin, so that as many plugins as possible run. Newest versions first: older
 * ones are tried only where a plugin cannot run, and of selections that are as good the one with
 * newer versions stays, in the order of ids. Up to 512 combinations the answer is the best there is.
 */
export function pickVersions(
  candidates: Candidates,
  settle: (selection: Selection) => Outcome,
): Outcome {
  const newest = new Map<string, Candidate>()
  for (const versions of candidates.values()) {
    const first = versions[0]
    if (first) newest.set(first.plugin.id, first)
  }
  const outcome = settle(newest)
  const open = idsInDoubt(candidates, outcome)
  if (open.length === 0) return outcome
  const combinations = open.reduce((all, id) => all * (candidates.get(id)?.length ?? 1), 1)
  return combinations <= exhaustive
    ? tryAll(newest, open, candidates, outcome, settle)
    : climb(newest, open, candidates, outcome, settle)
}

/** Plugins with a choice of versions that can matter for one that does not run. */
function idsInDoubt(candidates: Candidates, { refused }: Outcome): string[] {
  if (refused.size === 0) return []
  const several = [...candidates].filter(([, versions]) => versions.length > 1)
  if (several.length === 0) return []
  const isShared = [...refused.values()].some(({ code }) => /^SHARED_|PIN/.test(code))
  // A shared package joins all plugins.
  const involved = isShared ? new Set(candidates.keys()) : connected(candidates, refused)
  const ids = several.map(([id]) => id).filter((id) => involved.has(id))
  return ids.sort(byText)
}

/** All ids that dependencies join with a refused one, in any version and direction. */
function connected(candidates: Candidates, refused: ReadonlyMap<string, unknown>): Set<string> {
  const edges = new Map<string, Set<string>>()
  const join = (a: string, b: string): void => {
    const known = edges.get(a) ?? new Set()
    edges.set(a, known.add(b))
  }
  for (const [id, versions] of candidates) {
    for (const { needs } of versions) {
      for (const need of needs) {
        join(id, need.id)
        join(need.id, id)
      }
    }
  }
  const found = new Set(refused.keys())
  // A set grows while it is walked.
  for (const id of found) for (const other of edges.get(id) ?? []) found.add(other)
  return found
}

/** Counts through the combinations, newest versions first. */
function tryAll(
  newest: Selection,
  open: readonly string[],
  candidates: Candidates,
  first: Outcome,
  settle: (selection: Selection) => Outcome,
): Outcome {
  let best = first
  const walk = (at: number, selection: Selection): void => {
    const id = open[at]
    if (id === undefined) {
      const outcome = settle(selection)
      if (outcome.running.length > best.running.length) best = outcome
      return
    }
    for (const candidate of candidates.get(id) ?? []) walk(at + 1, withPick(selection, candidate))
  }
  walk(0, newest)
  return best
}

/** Takes every change of one plugin that lets more plugins run, until there is none. */
function climb(
  newest: Selection,
  open: readonly string[],
  candidates: Candidates,
  first: Outcome,
  settle: (selection: Selection) => Outcome,
): Outcome {
  let [best, selection] = [first, newest]
  for (let before = -1; before < best.running.length;) {
    before = best.running.length
    for (const id of open) {
      for (const candidate of candidates.get(id) ?? []) {
        if (selection.get(id) === candidate) continue
        const changed = withPick(selection, candidate)
        const outcome = settle(changed)
        if (outcome.running.length > best.running.length) [best, selection] = [outcome, changed]
      }
    }
  }
  return best
}

/** The same place in the order: a map keeps it. */
function withPick(selection: Selection, candidate: Candidate): Selection {
  return new Map(selection).set(candidate.plugin.id, candidate)
}
