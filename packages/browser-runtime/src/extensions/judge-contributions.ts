import type * as Conditions from '@mortise/shared/conditions'
import {
  extensionConditionInvalid,
  extensionInvalid,
  extensionPointUnknown,
  extensionSchemaInvalid,
  nearestPoint,
  type ExtensionPointDeclaration,
} from '@mortise/shared/contributions'
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
  report(error: unknown, pluginId?: string): void
}

export type Judge = (
  contributed: readonly Contributed[],
  points: DeclaredPoints,
) => Promise<ReadonlyMap<string, readonly Candidate[]>>

/**
 * Holds contributions against their points' schemas, and checks their conditions. Each is judged,
 * and reported, once for each declaration; what checks is fetched when there is something to check.
 */
export function createJudge({ conditions, schemaCheck, report }: JudgePorts): Judge {
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
      report(extensionSchemaInvalid(one.point, ownerOf.get(one.point) ?? '', cause))
    }
    checks.set(declaration, check)
    return check
  }

  async function errorOf(one: Contributed, points: DeclaredPoints) {
    const { point, index, value, isChecked } = one
    const { when, priority: _, ...own } = value
    if (when !== undefined) {
      const { checkConditions } = await conditions()
      const problems = checkConditions(when, `${point}[${index}].when`)
      if (problems.length) return extensionConditionInvalid(placeOf(one), problems)
    }
    if (isChecked && !points.late.has(point)) return undefined
    const check = await checkOf(one, points)
    const problems = check?.(own, `${point}[${index}]`) ?? []
    return problems.length ? extensionInvalid(placeOf(one), problems) : undefined
  }

  async function judge(one: Contributed, points: DeclaredPoints): Promise<Verdict> {
    const declaration = points.points.get(one.point)
    const error = await errorOf(one, points)
    if (error) report(error, one.pluginId)
    const near = !declaration && !one.isChecked && nearestPoint(one.point, points.points.keys())
    if (near) report(extensionPointUnknown(placeOf(one), near), one.pluginId)
    return { declaration, candidate: error ? undefined : candidateOf(one) }
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
