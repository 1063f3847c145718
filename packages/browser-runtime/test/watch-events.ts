import type { HostEvents, HostEventType } from '@mortise/shared'
import { eventProblem, eventTypes } from '../../shared/test/event-problem.ts'

/** What has streams: a host, or the streams that a test makes for a part of one. */
export interface Emitter {
  on<Type extends HostEventType>(
    type: Type,
    listener: (event: HostEvents[Type]) => void,
  ): () => unknown
}

/** On the page, because a browser may load the set-up file as another module than a test does. */
const key = Symbol.for('mortise.test.events')
const page = globalThis as { [key]?: string[] }

/** What was wrong with events since it was asked last. */
export const wrongEvents = (): string[] => (page[key] ??= []).splice(0)

/** Holds every event against its schema, while the emitter works as it would without. */
export function watchEvents<Watched extends Emitter>(emitter: Watched): Watched {
  const { on } = emitter
  const check = (type: HostEventType) => {
    on(type, (event) => {
      const problem = eventProblem(type, event)
      if (problem) (page[key] ??= []).push(problem)
    })
  }
  eventTypes.filter((type) => type !== 'diagnostic').forEach(check)
  // Diagnostics that nobody hears go to the console: whoever listens changes that.
  let isHeard = false
  emitter.on = (type, listener) => {
    if (type === 'diagnostic' && !isHeard) check(type)
    isHeard ||= type === 'diagnostic'
    return on(type, listener)
  }
  return emitter
}
