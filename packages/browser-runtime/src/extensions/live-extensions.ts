import type {
  ExtensionPointDeclaration,
  ExtensionPointDeclarations,
} from '@mortise/shared/contributions'
import type { PagePlan } from '../page-plan.ts'
import type { Dispose } from '../plugin.ts'
import { inOrder, listContributed, type Contributed } from './contributed.ts'
import type { Contribution } from './contribution.ts'
import { gatherPoints, type DeclaredPoints, type Declarer } from './declared-points.ts'
import { createJudge, type JudgePorts } from './judge-contributions.ts'
import { createShown, type ShownPorts } from './shown-contributions.ts'

/** Contributions that are judged, ordered, and follow the signals. */
export interface LiveExtensions {
  get(point: string): readonly Contribution[]
  /** Takes a plan; resolves when its contributions are judged. */
  set(plan: PagePlan): Promise<void>
  contribute(pluginId: string, point: string, value: object): Promise<Dispose>
  declare(pluginId: string, point: string, what: ExtensionPointDeclaration): Promise<Dispose>
}

export interface LivePorts extends JudgePorts, ShownPorts {
  /** What the host declares. */
  declarations(): Promise<ExtensionPointDeclarations>
  report(error: unknown): void
}

export function createLiveExtensions(ports: LivePorts): LiveExtensions {
  const judge = createJudge(ports)
  const shown = createShown(ports)
  const added = new Set<Contributed>()
  const declarers = new Set<Declarer>()
  const reportDuplicates = createDuplicateReporter(ports)
  let plan: PagePlan | undefined
  let fromPlan: readonly Contributed[] = []
  let queue: Promise<void> = Promise.resolve()

  async function rejudge() {
    const all = [...fromPlan, ...added]
    // Side by side with the declarations: whoever waits for them waits for one round trip.
    if (all.some(({ value }) => value['when'])) {
      void Promise.allSettled([ports.conditions(), ports.signals()])
    }
    const host = { owner: 'the host', points: await ports.declarations() }
    const points = gatherPoints([host, ...declarersOf(plan), ...declarers])
    await reportDuplicates(points)
    const order = [...(plan?.plugins.keys() ?? [])]
    const candidates = await judge(inOrder(all, order), points)
    await shown.replace(candidates, points.points)
  }

  /** One after the other, so that the last change decides. */
  const change = () => (queue = queue.catch(() => {}).then(rejudge))

  return {
    get: shown.get,
    async set(next) {
      if (next !== plan) {
        plan = next
        const { contributions = next.contributions } = next.judging ?? {}
        fromPlan = listContributed(contributions, contributions === next.contributions)
        void change()
        await explainDropped(plan, ports)
      }
      await queue
    },
    async contribute(pluginId, point, value) {
      const index = [...fromPlan, ...added].filter(
        (one) => one.pluginId === pluginId && one.point === point,
      ).length
      const one = { pluginId, point, index, value: asRecord(value), isChecked: false }
      added.add(one)
      await change()
      return () => {
        added.delete(one)
        shown.remove(one)
      }
    },
    async declare(pluginId, point, declaration) {
      const points = { [point]: declaration }
      const declarer = { owner: ownerOf(pluginId), pluginId, points, isLate: true }
      declarers.add(declarer)
      await change()
      return () => {
        declarers.delete(declarer)
        change().catch(ports.report)
      }
    },
  }
}

/** Says again what the build left out. */
function explainDropped({ judging }: PagePlan, { explain }: Pick<LivePorts, 'explain'>) {
  const told = (judging?.dropped ?? []).map(({ plugin, ...dropped }) =>
    explain((words) => words.contributionDropped(plugin, dropped), plugin),
  )
  return Promise.all(told)
}

/** Says of each declaration once that another came first. */
function createDuplicateReporter({ explain }: Pick<LivePorts, 'explain'>) {
  const told = new Set<string>()
  return async ({ duplicates }: DeclaredPoints) => {
    for (const { point, owner, pluginId, first } of duplicates) {
      if (told.has(point + owner)) continue
      told.add(point + owner)
      await explain((words) => words.extensionPointDuplicate(point, first, owner), pluginId)
    }
  }
}

/** The plugins that declare points before they run: those that can run, in the plan's order. */
function declarersOf(plan: PagePlan | undefined): Declarer[] {
  return [...(plan?.plugins ?? [])].flatMap(([pluginId, plugin]) => {
    if (plan?.refused[pluginId]) return []
    const { extensionPoints: points } = 'entry' in plugin ? plugin.entry : plugin
    return points ? [{ owner: ownerOf(pluginId), pluginId, points }] : []
  })
}

const ownerOf = (pluginId: string) => `plugin "${pluginId}"`

/** As in a manifest, what is no object is read as `{ value }`. */
const asRecord = (value: unknown) =>
  (typeof value === 'object' && value ? value : { value }) as Readonly<Record<string, unknown>>
