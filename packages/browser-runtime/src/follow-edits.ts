import type { HostBuild, ServedNews, ServedPage } from './build.ts'
import type { HostOptions } from './host.ts'
import type { KernelCore } from './kernel/core.ts'
import type { StartTools } from './kernel/handed.ts'
import { newRelease } from './kernel/new-release.ts'
import type { OnDemand } from './kernel/on-demand.ts'
import type { ReloadPorts } from './hmr/reload-ports.ts'

interface EditTools extends Pick<StartTools, 'once' | 'late' | 'runHook'> {
  readonly build: Pick<HostBuild, 'served'>
  readonly options: Pick<HostOptions, 'environment'>
}

/**
 * Takes what becomes of plugins into the page, where their manifests ask for it: on the dev server their
 * edits, elsewhere their new releases.
 */
export function followEdits(core: KernelCore, onDemand: OnDemand, tools: EditTools): void {
  const { plugins, ports: page } = core
  const { events } = page
  const { build, once, options } = tools
  const { environment: here = 'production' } = options
  const ports = reloadPorts(core, onDemand, tools)
  const hotReload = once(async () => {
    const module = await import('./hmr/hot-reload.ts')
    return module.createHotReload(ports)
  })
  const liveReleases = once(async () => {
    const module = await import('./hmr/live-releases.ts')
    return module.createLiveReleases(ports)
  })
  if (build.served) hear(build.served, ports, once)

  async function follow(id: string) {
    const { release, manifest } = plugins.get(id)?.loaded ?? {}
    const { enabled, environment = 'development' } = manifest?.loading?.hotReload ?? {}
    if (!release || !enabled) return
    if (release.manifest.executor === 'esm') await (await hotReload()).follow(id)
    else if (environment === here) (await liveReleases()).follow(id)
  }

  const tryToFollow = (id: string) =>
    void follow(id).catch((error: unknown) => events.report(error, id))
  events.on('load-completed', ({ pluginId }) => tryToFollow(pluginId))
  for (const id of plugins.keys()) tryToFollow(id)
}

/** Of manifests, also where no plugin asks for more. */
function hear(served: ServedPage, ports: ReloadPorts, once: EditTools['once']) {
  const servedNews = once(async () => {
    const module = await import('./hmr/served-news.ts')
    return module.createServedNews(ports, served)
  })
  const listen = (news: ServedNews) =>
    void servedNews().then((take) => take(news), ports.events.report)
  served.listeners.add(listen)
  ports.events.on('kernel:shutdown', () => served.listeners.delete(listen))
}

/** What reloads need of the host. */
export function reloadPorts(
  core: KernelCore,
  { swap, swapRelease, load, unload, discover }: OnDemand,
  { late, runHook }: Pick<EditTools, 'late' | 'runHook'>,
): ReloadPorts {
  const { plugins, ports } = core
  const { events } = ports
  const plugin = (id: string) => plugins.get(id)
  return {
    events,
    late,
    runHook,
    kernel: {
      plugin,
      swap,
      swapRelease,
      load,
      unload,
      discover: () => discover(),
      async started() {
        if (core.state !== 'initializing') return
        await new Promise((resolve) => events.on('kernel:ready', resolve))
      },
      hasNext(id) {
        const one = plugin(id)
        return !!one && !!newRelease(one)
      },
      onContext(change) {
        ports.createContext = change(ports.createContext)
      },
    },
  }
}
