import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { newRelease } from './new-release.ts'
import { outdated } from './outdated.ts'
import { isAtRest } from './take-down.ts'
import { consumersOf, withWired } from './wiring.ts'

/** The plugin, what it needs in a newer release, and what is wired to them and has a newer one. */
export async function movingWith(
  kernel: LateKernel,
  root: ManagedPlugin,
): Promise<ManagedPlugin[]> {
  if (isAtRest(root) || !newRelease(root)) return []
  const needed = new Set([root])
  // A set grows while it is walked.
  for (const plugin of needed) {
    const next = newRelease(plugin)
    for (const other of next ? await outdated(next, kernel.core) : []) needed.add(other)
  }
  const affected = wiredTo(kernel, [...needed]).filter(isUp)
  await refuseToBreak(kernel, root, affected)
  return affected.filter(newRelease)
}

/** What restarts with these plugins, whether it runs or not. */
export function wiredTo({ core }: LateKernel, moving: readonly ManagedPlugin[]) {
  const all = [...core.plugins.values()]
  return withWired([...moving, ...consumersOf(moving, all)], all)
}

/** Runs, or is on its way. */
export const isUp = (plugin: ManagedPlugin) => !isAtRest(plugin)

/** A plugin that runs shall not stop for an upgrade and then be refused by the plan. */
async function refuseToBreak(
  { tools: { late: explain } }: LateKernel,
  { id, next }: ManagedPlugin,
  affected: readonly ManagedPlugin[],
) {
  for (const plugin of affected) {
    const { refused } = plugin.next ?? plugin
    if (!refused) continue
    const facts = { id, version: next?.version ?? '', refused: plugin.id, cause: refused.why }
    throw await explain('releaseRefused', facts)
  }
}
