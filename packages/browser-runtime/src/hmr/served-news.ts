import type { ServedNews, ServedPage } from '../build.ts'
import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import { allFeatures, reloadRelease } from './reload-release.ts'
import type { ReloadPorts } from './reload-ports.ts'
import { reloadSettings } from './reload-settings.ts'

/** Takes what the dev server tells into the page, one after another. Never rejects: failures are reported. */
export type TakeNews = (news: ServedNews) => Promise<void>

export function createServedNews(
  ports: ReloadPorts,
  { renew }: Pick<ServedPage, 'renew'>,
): TakeNews {
  let last: Promise<void> = Promise.resolve()
  return (news) => {
    last = last.then(() => take(news, ports, renew)).catch(ports.events.report)
    return last
  }
}

async function take(
  { entries = [], manifests }: ServedNews,
  ports: ReloadPorts,
  renew: ServedPage['renew'],
) {
  const { kernel } = ports
  await kernel.started()
  // An entry that has never run takes no edits.
  for (const id of entries) if (hasFailed(kernel.plugin(id))) renew(id)
  if (!manifests) return
  const { added, changed, removed } = manifests
  for (const id of removed) if (kernel.plugin(id)) await kernel.unload(id)
  if (added.length || changed.length || removed.length) await kernel.discover()
  for (const id of changed) await takeManifest(id, ports)
}

function hasFailed(plugin: ManagedPlugin | undefined) {
  return plugin?.status.state === 'failed' && !plugin.loaded
}

/** A plugin that runs starts anew with what its manifest says now; one that failed may be mended by it. */
async function takeManifest(id: string, ports: ReloadPorts) {
  const { kernel, events } = ports
  const plugin = kernel.plugin(id)
  if (!plugin) return
  try {
    if (plugin.status.state === 'failed') await kernel.load(id)
    const { next: to } = plugin
    if (!to) return
    for (const needed of to.requires) await kernel.load(needed)
    const settings = reloadSettings(plugin.loaded?.manifest.loading)
    await reloadRelease(
      id,
      settings,
      {
        exchange: (calls) => kernel.swap(id, { ...calls, to }),
        remade:
          settings.keepsState || settings.strategy === 'partial' ? movedFeatures : allFeatures,
      },
      ports,
    )
  } catch (error) {
    events.report(error, id)
  }
}

/** Of which the module is another one, or which came or went. */
function movedFeatures(before: ManagedPlugin, after: ManagedPlugin | undefined): string[] {
  if (!after) return []
  const [was, now] = [modulesOf(before), modulesOf(after)]
  return Object.keys({ ...was, ...now }).filter((name) => was[name] !== now[name])
}

function modulesOf({ loaded }: ManagedPlugin): Readonly<Record<string, string | undefined>> {
  const features = Object.entries(loaded?.release?.manifest.features ?? {})
  return Object.fromEntries(features.map(([name, { chunk }]) => [name, chunk]))
}
