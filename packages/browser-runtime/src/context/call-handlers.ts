import type { withDeadline } from '../deadline.ts'
import type { late } from '../errors.ts'
import type { Events } from '../events.ts'
import type { PluginContext } from '../plugin.ts'
import type { HookHandler } from './context-methods.ts'

/** Whose handler it is; absent for one of the app's own code. */
export type HandlingPlugin = Pick<PluginContext, 'id' | 'version' | 'manifest'>

export interface Handling {
  readonly hook: string
  readonly handler: HookHandler
  readonly plugin: HandlingPlugin | undefined
}

/** Of the start-up path; handed in, so that the bundler cuts nothing out of that. */
interface StartTools {
  readonly report: Events['report']
  readonly late: typeof late
  readonly withDeadline: typeof withDeadline
}

/** In ms, where the plugin's manifest gives none; that of the original kernel. */
const defaultTimeout = 30_000

/** Calls handlers one after another, those left out that have gone from `all` meanwhile. */
export async function callHandlers(
  handlers: readonly Handling[],
  args: readonly unknown[],
  all: ReadonlySet<Handling>,
  { report, late: explain, withDeadline: limit }: StartTools,
): Promise<void> {
  for (const handling of handlers) {
    if (!all.has(handling)) continue
    const { hook, handler, plugin } = handling
    const { id, version, manifest } = plugin ?? {}
    const { timeout = defaultTimeout } = manifest?.loading?.initialization ?? {}
    const facts = { id, version, hook, timeout }
    try {
      const call = async () => handler(...(args as never[]))
      await limit(call(), timeout, () => explain('lifecycleHandlerTimeout', facts))
    } catch (cause) {
      const isOurs = (cause as { code?: unknown })?.code === 'LIFECYCLE_HANDLER_TIMEOUT'
      report(isOurs ? cause : await explain('lifecycleHandlerThrew', { ...facts, cause }), id)
    }
  }
}
