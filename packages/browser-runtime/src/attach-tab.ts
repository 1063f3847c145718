import type { LateHostTools } from './late-host.ts'
import type { Move } from './hmr/reload-release.ts'
import type { KernelCore } from './kernel/core.ts'
import type { OnDemand } from './kernel/on-demand.ts'
import { reloadPorts } from './follow-edits.ts'

/** Where the link and the tab say it; written here once more, so that no other page fetches more. */
const key = 'mortise-attach'

/** Takes plugins from a dev machine, in a tab that a link of `mortise dev --attach` has opened. */
export async function attachTab(
  core: KernelCore,
  onDemand: OnDemand,
  tools: LateHostTools,
): Promise<void> {
  if (!isAttached()) return
  const [{ attach }, { allFeatures, reloadRelease }, { reloadSettings }] = await Promise.all([
    import('./attach/attach.ts'),
    import('./hmr/reload-release.ts'),
    import('./hmr/reload-settings.ts'),
  ])
  const ports = reloadPorts(core, onDemand, tools)
  await attach({
    events: core.ports.events,
    late: tools.late,
    allowed: tools.options.attach ?? [],
    async read(address) {
      await onDemand.discover(address)
      const read = tools.catalogs().find(({ url }) => url === address)
      return read?.catalog.plugins.map(({ id }) => id) ?? []
    },
    async reload(id) {
      if (!ports.kernel.hasNext(id)) return
      const settings = reloadSettings(core.plugins.get(id)?.loaded?.manifest.loading)
      const exchange: Move['exchange'] = (calls) =>
        ports.kernel.swapRelease(id, { ...calls, restartsWired: false })
      const move = { exchange, remade: allFeatures }
      return reloadRelease(id, { ...settings, keepsState: true }, move, ports)
    },
  })
}

function isAttached() {
  try {
    const [visit] = performance.getEntriesByType('navigation')
    return key in sessionStorage || !!visit?.name.includes(`${key}=`)
  } catch {
    // Storage may be blocked: then nothing is remembered, nor asked for.
    return false
  }
}
