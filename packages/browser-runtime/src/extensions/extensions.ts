import type { PagePlan } from '../page-plan.ts'
import type { Dispose } from '../plugin.ts'
import type { Contribution } from './contribution.ts'
import type { LiveExtensions } from './live-extensions.ts'
import type { ExtensionsFor } from './plugin-extensions.ts'

export interface Extensions {
  /** Replaces what the plan's plugins contribute. */
  set(plan: PagePlan): void
  /** Contributions in order; the same array until something changes. */
  get(point: string): readonly Contribution[]
  of: ExtensionsFor
  /** Resolves when all that was to be judged is. Never rejects. */
  settled(): Promise<unknown>
}

/**
 * What plugins contribute, from their manifests: no plugin's code is loaded to know it. Whatever is
 * more than a list (conditions, an order, schemas, changes) is judged by `live`, which is brought
 * when a contribution asks for it; until then those that have conditions are hidden.
 */
export function createExtensions(
  onChange: () => void,
  report: (error: unknown) => void,
  bring: () => Promise<{ readonly extensions: LiveExtensions }>,
): Extensions {
  let plan: Pick<PagePlan, 'contributions' | 'judging'> = { contributions: [] }
  let live: LiveExtensions | undefined
  let pending: Promise<unknown> | undefined
  const found = new Map<string, readonly Contribution[]>()

  function collect(point: string): readonly Contribution[] {
    const list = plan.contributions.flatMap(([pluginId, { [point]: values = [] }]) =>
      values
        .filter(({ when }) => !when)
        .map((value) => Object.freeze({ ...value, pluginId }) as Contribution),
    )
    found.set(point, Object.freeze(list))
    return list
  }

  async function judge() {
    const { extensions: next } = await bring()
    await next.set(plan as PagePlan)
    if (!live) {
      live = next
      onChange()
    }
    return next
  }

  return {
    set(next) {
      plan = next
      found.clear()
      onChange()
    },
    get: (point) => live?.get(point) ?? found.get(point) ?? collect(point),
    of(id, own) {
      const change =
        (name: 'contribute' | 'declare') =>
        (...args: readonly unknown[]) => {
          const undo = judge().then(({ [name]: make }) => (make as Change)(id, ...args))
          // Changes are made in turn: with the last one all are. What undoes it is not kept.
          pending = undo.then(() => {}, report)
          return own(() => undo.then((dispose) => dispose()), name)
        }
      return { contribute: change('contribute'), declare: change('declare') }
    },
    settled: () => Promise.all([(live || plan.judging) && judge(), pending]).catch(report),
  }
}

type Change = (...args: readonly unknown[]) => Promise<Dispose>
