import type { PluginManifestInput } from '@mortise/shared'
import { createContexts } from '../src/context/context.ts'
import { createHooks } from '../src/context/hooks.ts'
import { createEvents } from './create-events.ts'
import type { Again, Levels } from '../src/kernel/core.ts'
import { createKernel } from '../src/kernel/kernel.ts'
import { named } from '../src/kernel/handed.ts'
import { createOnDemand } from '../src/kernel/on-demand.ts'
import type { Registration } from '../src/kernel/registration.ts'
import type { Moments } from '../src/moments.ts'
import type { PluginDefinition } from '../src/plugin.ts'
import { createRegistry } from '../src/services/registry.ts'
import { createServices } from '../src/services/services.ts'
import { withCalls } from './call-kernel.ts'

type Initialization = NonNullable<NonNullable<PluginManifestInput['loading']>['initialization']>

type Options = Partial<Registration> &
  Partial<PluginDefinition> & { timeout?: number; initialization?: Initialization }

/** A kernel over an in-memory source: plugins are objects, and `log` is what happened. */
export function lab(levels: Levels = { now: 1 }, moments?: Moments, changed = () => {}) {
  const log: string[] = []
  const events = createEvents()
  const hooks = createHooks(events)
  const servicesFor = createServices(
    createRegistry(),
    events,
    () => kernel.plugins,
    // The kernel asks for nothing that is fetched.
    () => new Promise(() => {}),
  )
  const services = servicesFor({ own: (dispose) => dispose })
  // The kernel asks nothing of extensions.
  const extensions = () => ({}) as never
  const createContext = createContexts(events, hooks, servicesFor, extensions)
  const idle: (() => void)[] = []
  const kernel = withCalls(
    createKernel(
      { events, hooks, createContext, changed },
      async (...handed) => createOnDemand(...named(handed), moments),
      (work) => idle.push(work),
      levels,
    ),
  )
  const diagnostics: string[] = []
  events.on('diagnostic', ({ code }) => diagnostics.push(code))

  function plugin(id: string, options: Options = {}): Registration {
    const { init, start, destroy, healthCheck, ...more } = options
    const { serialize, restore, migrate, stateVersion, ...others } = more
    const { timeout = 1000, initialization, ...registration } = others
    const definition = {
      init: init ?? (() => void log.push(`init ${id}`)),
      start: start ?? (() => void log.push(`start ${id}`)),
      destroy: destroy ?? (() => void log.push(`destroy ${id}`)),
      ...(serialize && { serialize }),
      ...(restore && { restore }),
      ...(migrate && { migrate }),
      ...(stateVersion && { stateVersion }),
      ...(healthCheck && { healthCheck }),
    }
    return {
      id,
      version: '1.0.0',
      strategy: 'eager',
      mode: 'async',
      critical: false,
      requires: [],
      wants: [],
      load: async () => ({
        definition,
        manifest: { loading: { initialization: { timeout, ...initialization } } },
        config: {},
        size: 10,
        features: { x: async () => ({ default: `${id}/x` }) },
        dispose: () => void log.push(`dispose ${id}`),
      }),
      ...registration,
    }
  }

  /** What the catalogs list; a discovery reads it again. */
  let listed: readonly Registration[] = []
  const list = (...plugins: Registration[]) => void (listed = plugins)
  const read = async (_again?: Again) => listed

  function bootstrap(...plugins: Registration[]) {
    list(...plugins)
    return kernel.bootstrap(read)
  }
  return { kernel, levels, events, services, log, idle, diagnostics, plugin, list, bootstrap }
}
