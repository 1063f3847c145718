import type { Served, ServedEntry } from '../loader/served-entry.ts'
import { keepPlace } from './keep-place.ts'
import { createPacer } from './pacer.ts'
import { reload } from './reload.ts'
import { reloadSettings } from './reload-settings.ts'
import type { ReloadPorts } from './reload-ports.ts'

/** Takes the edits of plugins that the dev server serves into the running page. */
export interface HotReload {
  /** From now on, edits of this plugin, whose code is here. */
  follow(id: string): Promise<void>
}

export function createHotReload(
  ports: ReloadPorts,
  importModule = (url: string): Promise<ServedEntry> => import(/* @vite-ignore */ url),
): HotReload {
  const { kernel, events } = ports
  const followed = new Set<string>()

  function listen(id: string, served: Served) {
    const settings = () => reloadSettings(kernel.plugin(id)?.loaded?.manifest.loading)
    const change = createPacer(
      () => settings().debounceMs,
      async () => {
        await kernel.started()
        const comeBack = keepPlace(document)
        await reload(id, served, settings(), ports)
        comeBack()
      },
    )
    served.listeners.add(change)
    events.on('kernel:shutdown', () => served.listeners.delete(change))
    if (served.module && served.module !== served.running) change()
  }

  return {
    async follow(id) {
      const { manifest, url } = kernel.plugin(id)?.loaded?.release ?? {}
      if (!manifest || followed.has(id)) return
      followed.add(id)
      // The browser has it: this is the module that the executor imported.
      const { $served } = await importModule(new URL(manifest.entry, url).href)
      if ($served) listen(id, $served)
    },
  }
}
