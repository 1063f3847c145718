import type * as Conditions from '@mortise/shared/conditions'
import type * as Errors from '@mortise/shared/contribution-errors'
import type { ExtensionPointDeclaration } from '@mortise/shared/contributions'
import type * as SchemaChecks from '@mortise/shared/schema-check'
import type { Contributed } from './contributed.ts'
import type { Contribution } from './contribution.ts'
import type { DeclaredPoints } from './declared-points.ts'

/** A contribution that is in order, and when it is to be shown. */
export interface Candidate {
  readonly contribution: Contribution
  readonly from: Contributed
  readonly priority: number
  readonly when: Conditions.Conditions | undefined
}

interface Verdict {
  readonly declaration: ExtensionPointDeclaration | undefined
  /** Nothing when the contribution is left out. */
  readonly candidate: Candidate | undefined
}

export interface JudgePorts {
  conditions(): Promise<Pick<typeof Conditions, 'checkConditions' | 'meetsConditions'>>
  schemaCheck(): Promise<Pick<typeof SchemaChecks, 'createSchemaCheck'>>
  /** Reports what is wrong, in words that are fetched for it; nothing when there is no error after all. */
  explain(say: (words: typeof Errors) => Error | undefined, pluginId?: string): Promise<void>
}

export type Judge = (
  contributed: readonly Contributed[],
  points: DeclaredPoints,
) => Promise<ReadonlyMap<string, readonly Candidate[]>>

/**
 * Holds contributions against their points' schemas, and checks their conditions. Each is judged,
 * and reported, once for each declaration; what checks is fetched when there is something to check.
 */
export function createJudge({ conditions, schemaCheck, explain }: JudgePorts): Judge {
  const verdicts = new WeakMap<Contributed, Verdict>()
  const checks = new WeakMap<ExtensionPointDeclaration, SchemaChecks.SchemaCheck>()

  async function checkOf(one: Contributed, { points, ownerOf }: DeclaredPoints) {
    const declaration = points.get(one.point)
    if (declaration?.schema === undefined) return undefined
    const { createSchemaCheck } = await schemaCheck()
    const known = checks.get(declaration)
    if (known) return known
    let check: SchemaChecks.SchemaCheck = () => []
    try {
      check = createSchemaCheck(declaration.schema)
    } catch (cause) {
      await explain((words) =>
        words.extensionSchemaInvalid(one.point, ownerOf.get(one.point) ?? '', cause),
      )
    }
    checks.set(declaration, check)
    return check
  }

  /** What is wrong with a contribution, and which error says so. */
  async function wrongIn(one: Contributed, points: DeclaredPoints) {
    const { point, index, value, isChecked } = one
    const { when, priority: _, ...own } = value
    if (when !== undefined) {
      const { checkConditions } = await conditions()
      const problems = checkConditions(when, `${point}[${index}].when`)
      if (problems.length) return { code: 'extensionConditionInvalid', problems } as const
    }
    if (isChecked && !points.late.has(point)) return undefined
    const check = await checkOf(one, points)
    const problems = check?.(own, `${point}[${index}]`) ?? []
    return problems.length ? ({ code: 'extensionInvalid', problems } as const) : undefined
  }

  async function judge(one: Contributed, points: DeclaredPoints): Promise<Verdict> {
    const declaration = points.points.get(one.point)
    const wrong = await wrongIn(one, points)
    if (wrong) {
      const { code, problems } = wrong
      await explain((words) => words[code](placeOf(one), problems), one.pluginId)
    }
    if (!declaration) await explainUnknown(one, points, explain)
    return { declaration, candidate: wrong ? undefined : candidateOf(one) }
  }

  return async (contributed, points) => {
    const found = new Map<string, Candidate[]>()
    for (const one of contributed) {
      let verdict = verdicts.get(one)
      if (!verdict || verdict.declaration !== points.points.get(one.point)) {
        verdict = await judge(one, points)
        verdicts.set(one, verdict)
      }
      const list = found.get(one.point) ?? []
      found.set(one.point, list)
      if (verdict.candidate) list.push(verdict.candidate)
    }
    for (const list of found.values()) list.sort((a, b) => a.priority - b.priority)
    return found
  }
}

/** Says so when a point that nobody declares is nearly called as one that somebody does. */
async function explainUnknown(
  one: Contributed,
  { points }: DeclaredPoints,
  explain: JudgePorts['explain'],
) {
  if (one.isChecked || !points.size) return
  await explain(({ nearestPoint, extensionPointUnknown }) => {
    const near = nearestPoint(one.point, points.keys())
    return near ? extensionPointUnknown(placeOf(one), near) : undefined
  }, one.pluginId)
}

function candidateOf(from: Contributed): Candidate {
  const { value, pluginId } = from
  const { when, priority } = value as { when?: Conditions.Conditions; priority?: unknown }
  return {
    contribution: Object.freeze({ ...value, pluginId }),
    from,
    // Contract, rule 6: a lower number goes first, 100 where there is none.
    priority: typeof priority === 'number' ? priority : 100,
    when,
  }
}

const placeOf = ({ pluginId, point, index }: Contributed) => ({ pluginId, point, index })
