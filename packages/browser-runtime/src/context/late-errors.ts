import type { Words } from '../errors.ts'

interface GenerationFacts {
  readonly id: string
  readonly version: string
}

interface HandlerFacts {
  /** Absent for a handler of the app's own code. */
  readonly id: string | undefined
  readonly version: string | undefined
  readonly hook: string
  readonly timeout: number
}

export const lifecycleEnded = ({
  id,
  version,
  method,
}: GenerationFacts & { method: string }): Words => ({
  code: 'LIFECYCLE_ENDED',
  why: `Plugin "${id}" ${version} called ${method}() of its context after it had stopped; it was undone at once.`,
  fix: "Let no work outlive the plugin: pass on the context's signal, or look at signal.aborted after an await.",
})

export const lifecycleHandlerThrew = (facts: HandlerFacts & { cause: unknown }): Words => ({
  code: 'LIFECYCLE_HANDLER_THREW',
  why: `The handler of ${named(facts)} for the hook "${facts.hook}" threw: ${text(facts.cause)}.`,
  fix: 'Correct the handler; the cause says where.',
})

export const lifecycleHandlerTimeout = (facts: HandlerFacts): Words => ({
  code: 'LIFECYCLE_HANDLER_TIMEOUT',
  why: `The handler of ${named(facts)} for the hook "${facts.hook}" ran into its timeout of ${facts.timeout} ms.`,
  fix: 'Settle the promise that the handler returns, or raise "loading.initialization.timeout".',
})

export const lifecycleLeak = ({
  id,
  version,
  alive,
}: GenerationFacts & { alive: readonly string[] }): Words => ({
  code: 'LIFECYCLE_LEAK',
  why: `Plugin "${id}" ${version} has stopped, and something still holds ${alive.join(', ')}.`,
  fix: "Look for listeners, timers, globals and other plugins' variables that refer to it; host.leaks() lists what is held.",
})

function named({ id, version }: HandlerFacts) {
  return id ? `plugin "${id}" ${version}` : 'the app'
}

function text(cause: unknown) {
  return cause instanceof Error ? cause.message : String(cause)
}
