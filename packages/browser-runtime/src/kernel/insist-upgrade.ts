import type { Plugin } from '../plugin.ts'
import { startNew, type Discover } from './discover.ts'
import type { LateKernel } from './late-kernel.ts'
import { isTorn } from './mend.ts'
import { isSameRelease } from './new-release.ts'
import type { Registration } from './registration.ts'

/** Deploys that one call may meet. */
const mostTries = 5

/** A deploy may take a release away while it is fetched: then there is another one. */
export async function insistUpgrade(
  kernel: LateKernel,
  { again, renew }: Discover,
  attempt: () => Promise<Plugin>,
): Promise<Plugin> {
  const { plugins } = kernel.core
  const newest = () => [...plugins.values()].map((plugin) => ({ ...(plugin.next ?? plugin) }))
  for (let tries = 1; ; tries++) {
    void startNew(kernel, await again())
    const tried = newest()
    try {
      return await attempt()
    } catch (failure) {
      if (tries === mostTries || !isTorn(failure)) throw failure
      await renew()
      if (!isOther(tried, newest())) throw failure
    }
  }
}

function isOther(before: readonly Registration[], now: readonly Registration[]) {
  return before.some((one) => {
    const other = now.find(({ id }) => id === one.id)
    return other && !isSameRelease(one, other)
  })
}
