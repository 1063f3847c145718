import { followService } from './follow-service.ts'
import type { LatePorts } from './late-services.ts'
import { matchService, type ServiceMatch } from './match-service.ts'
import type { WaitOptions } from './plugin-services.ts'
import { createProviders, type Providers } from './service-providers.ts'
import type { ServiceUser } from './services.ts'
import { followChanges } from './track-service.ts'

/** In ms: well below the timeout of hooks, so that a service which never comes is named first. */
const defaultTimeout = 10_000

/** The service as soon as it is there and made; who provides it is loaded meanwhile. */
export async function waitForService(
  ports: LatePorts,
  user: ServiceUser,
  name: string,
  options: WaitOptions,
): Promise<unknown> {
  const { timeout = defaultTimeout, signal, version: range } = options
  const tooLate = new AbortController()
  const signals = [tooLate.signal, signal, user.signal].filter((one) => one !== undefined)
  const ended = AbortSignal.any(signals)
  const match = await matchService(ports, name, options)
  const leave = new AbortController()
  const providers = createProviders(ports, user, name, match, leave.signal)
  const timer = setTimeout(async () => {
    const facts = { name, user: user.id, timeout, range, providers: providers.facts() }
    tooLate.abort(await ports.late('serviceTimeout', facts))
  }, timeout)
  try {
    const search = searchFor(ports, user, name, options.scope, { match, providers, ended })
    const { entry, service } = await Promise.race([search, rejected(ended)])
    if (options.restartOnChange) followService(ports, user, entry, match.best)
    return service
  } catch (reason) {
    // A load that was begun for this caller alone ends with it.
    leave.abort(reason)
    throw reason
  } finally {
    clearTimeout(timer)
  }
}

interface Search {
  readonly match: ServiceMatch
  readonly providers: Providers
  readonly ended: AbortSignal
}

async function searchFor(
  { entries, events, factories }: LatePorts,
  user: ServiceUser,
  name: string,
  scope: string | undefined,
  { match, providers, ended }: Search,
) {
  let wake = () => {}
  const changed = () => wake()
  ended.addEventListener('abort', changed)
  const stops = [
    followChanges(events, name, changed),
    // Now there is a plan, or another one.
    events.on('kernel:before-init', changed),
    events.on('dynamic-discover', changed),
  ]
  try {
    for (;;) {
      ended.throwIfAborted()
      const change = new Promise<void>((resolve) => (wake = resolve))
      const entry = match.best()
      if (!entry) {
        providers.loadNext(changed)
        await change
        continue
      }
      const service = await factories.make(entry, user, scope)
      // Its provider may have gone while it was made.
      if (entries.includes(entry)) return { entry, service }
    }
  } finally {
    for (const stop of stops) stop()
  }
}

/** Rejects with the signal's reason when it aborts. */
function rejected(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason))
  })
}
