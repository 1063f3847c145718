import type { KernelCore } from './kernel/core.ts'
import { newRelease } from './kernel/new-release.ts'
import type { OnDemand } from './kernel/on-demand.ts'
import type { LateHostTools } from './late-host.ts'
import type { Moments } from './moments.ts'
import type { FetchFile } from './preload/fetch-file.ts'
import type { PluginReleases } from './releases/plugin-releases.ts'
import type { Signals } from './signals/signals.ts'

interface ReleaseTools extends Pick<
  LateHostTools,
  'catalogs' | 'late' | 'once' | 'options' | 'trouble'
> {
  readonly moments: Moments
  readonly discover: OnDemand['discover']
  signals(): Promise<Signals>
  readonly fetchFile: FetchFile
}

/** Connects a page with the releases that its catalogs get after its start. */
export function connectReleases(core: KernelCore, tools: ReleaseTools) {
  const { ports } = core
  const { events } = ports
  const { catalogs, late, moments, once, options, discover, fetchFile } = tools

  const bring = once(async () => {
    const module = await import('./releases/index.ts')
    const releases = module.createReleases({
      core,
      catalogs,
      late,
      newRelease,
      discover,
      fetchFile,
      savesData: async () => (await tools.signals()).now().network.saveData,
    })
    return { module, releases }
  })

  /**
   * A deploy replaces the host's own files too. What a tab needs to come to terms with one is brought
   * before that, to those that stay open.
   */
  async function bringSpare() {
    if ((await tools.signals()).now().network.saveData) return
    await Promise.allSettled([
      tools.trouble(),
      import('./plan-anew.ts'),
      import('@mortise/shared/resolve'),
    ])
  }

  // What cannot be found out changes nothing.
  const no = () => false
  ports.judge = (...found) =>
    bring()
      .then(({ releases }) => releases.judge(...found))
      .catch(no)
  ports.isRenewed = () =>
    bring()
      .then(({ releases }) => releases.isRenewed())
      .catch(no)

  return {
    async begin() {
      // A dev server tells by itself what has changed.
      const isBuilt = catalogs().some(({ catalog }) => catalog.plugins.some((one) => one.integrity))
      if (!isBuilt) return
      await moments.idle()
      const { module, releases } = await bring()
      const { look, lookAround } = releases
      lookAround()
      const page = module.lookingPage()
      const { pause } = { ...module.defaultReleaseOptions, ...options.releases }
      const leaving = [
        events.on('dynamic-load', lookAround),
        page.after(pause, () => void bringSpare()),
        module.followPage(() => void look(), page, options.releases),
      ]
      events.on('kernel:shutdown', () => leaving.forEach((leave) => leave()))
    },
    async releases(): Promise<PluginReleases> {
      const { look, next, bad, forget } = (await bring()).releases
      return { look, next, bad, forget }
    },
  }
}
