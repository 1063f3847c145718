import type { KernelCore } from './core.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { newRelease } from './new-release.ts'
import type { Registration } from './registration.ts'
import { isReady } from './take-down.ts'

/**
 * Plugins that run in a release which this one cannot use, while the plan has another one of them.
 * Only then `semver` is fetched.
 */
export async function outdated(
  { requires, listed }: Registration,
  { plugins }: KernelCore,
): Promise<ManagedPlugin[]> {
  const pending = requires
    .map((id) => plugins.get(id))
    .filter((plugin) => plugin !== undefined)
    .filter((plugin) => newRelease(plugin) && isReady(plugin))
  if (!pending.length) return []
  const { satisfies } = await import('@mortise/shared/resolve')
  return pending.filter(({ id, version }) => !satisfies(version, listed?.dependencies?.[id] ?? '*'))
}
