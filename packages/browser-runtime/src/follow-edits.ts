import type { KernelCore } from './kernel/core.ts'
import type { StartTools } from './kernel/handed.ts'
import type { OnDemand } from './kernel/on-demand.ts'

/** Takes the edits of plugins that the dev server serves into the page, where their manifests ask for it. */
export function followEdits(
  core: KernelCore,
  { swap, load }: Pick<OnDemand, 'swap' | 'load'>,
  { once, late, runHook }: Pick<StartTools, 'once' | 'late' | 'runHook'>,
): void {
  const { plugins } = core
  const { events } = core.ports
  const started = async () => {
    if (core.state !== 'initializing') return
    await new Promise((resolve) => events.on('kernel:ready', resolve))
  }
  const hotReload = once(async () => {
    const module = await import('./hmr/hot-reload.ts')
    const kernel = { plugin: (id: string) => plugins.get(id), started, swap, load }
    return module.createHotReload({ events, late, runHook, kernel })
  })

  async function follow(id: string) {
    const { release, manifest } = plugins.get(id)?.loaded ?? {}
    const isServed = release?.manifest.executor === 'esm'
    if (!isServed || !manifest?.loading?.hotReload?.enabled) return
    await (await hotReload()).follow(id)
  }

  const tryToFollow = (id: string) =>
    void follow(id).catch((error: unknown) => events.report(error, id))
  events.on('load-completed', ({ pluginId }) => tryToFollow(pluginId))
  for (const id of plugins.keys()) tryToFollow(id)
}
