import type { ExplainedPlan } from '@mortise/shared'
import { attachTab } from './attach-tab.ts'
import type { HostBuild } from './build.ts'
import type { ReadCatalog } from './catalog/read-catalog.ts'
import { createLiveExtensions, type LiveExtensions } from './extensions/live-extensions.ts'
import { resolveContribution, type FeatureContribution } from './extensions/resolve-contribution.ts'
import { followEdits } from './follow-edits.ts'
import type { HostOptions } from './host.ts'
import type { KernelCore } from './kernel/core.ts'
import type { StartTools } from './kernel/handed.ts'
import { createOnDemand, type OnDemand } from './kernel/on-demand.ts'
import { createLateCache, type PluginCache } from './late-cache.ts'
import { createMoments } from './moments.ts'
import type { PreloadStats } from './preload/accounts.ts'
import type { Warming } from './preload/warming.ts'
import { connectPreloading } from './connect-preloading.ts'
import { connectReleases } from './connect-releases.ts'
import type { Namespace } from './plugin.ts'
import type { PluginReleases } from './releases/plugin-releases.ts'
import type { Caller, LateServices } from './services/late-services.ts'
import type { ServiceRegistry } from './services/registry.ts'
import type { Signals } from './signals/signals.ts'
import type { UsedPlugin } from './used-plugin.ts'

/** Of the start-up path; handed in, so that the bundler cuts nothing out of that. */
export interface LateHostTools extends StartTools {
  readonly build: HostBuild
  readonly options: HostOptions
  readonly used: readonly UsedPlugin[]
  readonly registry: ServiceRegistry
  /** As they were read last. */
  readonly catalogs: () => readonly ReadCatalog[]
}

/** What became of the host's work so far, to be watched and reported. */
export interface HostStats {
  readonly preload: PreloadStats
}

/** What a host does only when somebody asks for it. */
export interface LateHost extends OnDemand {
  readonly loadPlugin: OnDemand['load']
  readonly extensions: LiveExtensions
  services(caller: Caller): Promise<LateServices>
  signals(): Promise<Signals>
  plan(): Promise<ExplainedPlan>
  cache(): Promise<PluginCache>
  releases(): Promise<PluginReleases>
  stats(): Promise<HostStats>
  warm: Warming['warm']
  resolveContribution(
    contribution: FeatureContribution,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<Namespace>
}

export function createLateHost(core: KernelCore, tools: LateHostTools): LateHost {
  const { build, options, used, registry, once, late } = tools
  const { plugins, ports } = core
  const { events } = ports
  const moments = createMoments()
  const onDemand = createOnDemand(core, tools, moments)
  const { cache, keeps, lookAround } = createLateCache(core, tools, moments)
  followEdits(core, onDemand, tools)
  const signals = once(async () => {
    const module = await import('./signals/signals.ts')
    return module.createSignals(options)
  })
  const preloading = connectPreloading(core, { ...tools, keeps, signals, moments })
  const { fetchFile } = preloading
  const releases = connectReleases(core, { ...tools, ...onDemand, signals, moments, fetchFile })
  const load = preloading.telling(onDemand.load)
  const services = once(async () => {
    const module = await import('./services/late-services.ts')
    return module.createLateServices({
      ...registry,
      events,
      kernel: { plugins, load, restart: onDemand.restart },
      late,
    })
  })
  return {
    ...onDemand,
    async afterStart() {
      void preloading.begin()
      releases.begin().catch(events.report)
      attachTab(core, onDemand, tools).catch(events.report)
      await onDemand.afterStart()
      lookAround()
    },
    cache,
    releases: releases.releases,
    warm: preloading.warm,
    async stats() {
      return { preload: (await preloading.bring()).stats() }
    },
    loadPlugin: load,
    signals,
    services: async (caller) => (await services())(caller),
    async plan() {
      if (!core.resolved) throw await late('hostState', { action: 'plan', state: core.state })
      await core.resolved
      const module = await import('./host-plan.ts')
      return module.hostPlan({ catalogs: tools.catalogs(), used, build, options })
    },
    extensions: liveExtensions(core, tools, signals),
    resolveContribution: (contribution, { signal } = {}) =>
      resolveContribution(
        contribution,
        { signal },
        { late, load, plugin: (id) => plugins.get(id) },
      ),
  }
}

function liveExtensions(
  { ports: { events, changed } }: KernelCore,
  { build, options, once }: LateHostTools,
  signals: () => Promise<Signals>,
): LiveExtensions {
  const contributionErrors = once(() => import('@mortise/shared/contribution-errors'))
  return createLiveExtensions({
    signals,
    onChange: changed,
    conditions: once(() => import('@mortise/shared/conditions')),
    schemaCheck: once(() => import('@mortise/shared/schema-check')),
    async explain(say, pluginId) {
      const error = await contributionErrors().then(say, (cause: unknown) => cause)
      if (error) events.report(error, pluginId, 'warning')
    },
    declarations: once(async () => {
      const module = await build.extensionPoints?.()
      return { ...module?.extensionPoints, ...options.extensionPoints }
    }),
    report: (error) => events.report(error, undefined, 'warning'),
    onShutdown: (work) => events.on('kernel:shutdown', work),
  })
}
