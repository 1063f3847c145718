import type { ExplainedPlan } from '@mortise/shared'
import type { HostBuild } from './build.ts'
import type { late } from './errors.ts'
import type { Events } from './events.ts'
import { createLiveExtensions, type LiveExtensions } from './extensions/live-extensions.ts'
import { resolveContribution, type FeatureContribution } from './extensions/resolve-contribution.ts'
import type { HostOptions } from './host.ts'
import type { Kernel } from './kernel/kernel.ts'
import { createMoments, type Moments } from './moments.ts'
import type { once } from './once.ts'
import type { PageFacts } from './page-input.ts'
import type { Namespace } from './plugin.ts'
import type { LateServices } from './services/late-services.ts'
import type { ServiceRegistry } from './services/registry.ts'
import type { Signals } from './signals/signals.ts'
import type { UsedPlugin } from './used-plugin.ts'

/** Of the start-up path; handed in, so that the bundler cuts nothing out of that. */
export interface LateHostTools {
  readonly build: HostBuild
  readonly options: HostOptions
  readonly used: readonly UsedPlugin[]
  readonly events: Events
  readonly kernel: Kernel
  readonly late: typeof late
  readonly registry: ServiceRegistry
  readonly facts: () => PageFacts | undefined
  readonly once: typeof once
  changed(): void
}

/** What a host does only when somebody asks for it. */
export interface LateHost {
  readonly extensions: LiveExtensions
  readonly moments: Moments
  services(): Promise<LateServices>
  signals(): Promise<Signals>
  plan(): Promise<ExplainedPlan>
  resolveContribution(
    contribution: FeatureContribution,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<Namespace>
}

export function createLateHost(tools: LateHostTools): LateHost {
  const { build, options, used, events, kernel, registry, once: onceOnly, late: explain } = tools
  const signals = onceOnly(async () => {
    const module = await import('./signals/signals.ts')
    return module.createSignals(options)
  })
  const services = onceOnly(async () => {
    const module = await import('./services/late-services.ts')
    return module.createLateServices({ ...registry, events, kernel, late: explain })
  })
  return {
    signals,
    services,
    async plan() {
      const facts = tools.facts()
      if (!facts) throw await explain('hostState', { action: 'plan', state: kernel.state })
      const module = await import('./host-plan.ts')
      return module.hostPlan(facts)
    },
    moments: createMoments(),
    extensions: createLiveExtensions({
      used,
      signals,
      onChange: tools.changed,
      conditions: onceOnly(() => import('@mortise/shared/conditions')),
      schemaCheck: onceOnly(() => import('@mortise/shared/schema-check')),
      declarations: onceOnly(async () => {
        const module = await build.extensionPoints?.()
        return { ...module?.extensionPoints, ...options.extensionPoints }
      }),
      report: (error, pluginId) => events.report(error, pluginId, 'warning'),
      onShutdown: (work) => events.on('kernel:shutdown', work),
    }),
    resolveContribution: (contribution, { signal } = {}) =>
      resolveContribution(
        contribution,
        { signal },
        { late: explain, load: kernel.load, plugin: (id) => kernel.plugins.get(id) },
      ),
  }
}
