import { afterEach } from 'vitest'
import { watchEvents, wrongEvents, type Emitter } from './watch-events.ts'

// The page's hosts register here before they emit anything.
const hosts = new Set<Emitter>()
const add = hosts.add.bind(hosts)
hosts.add = (host) => add(watchEvents(host))
Object.assign(globalThis, { [Symbol.for('@mortise/hosts')]: hosts })

// Runs last: what a test's own clean-up emits counts too.
afterEach(() => {
  const wrong = wrongEvents()
  if (wrong.length) throw new Error(`Events that their schema does not allow:\n${wrong.join('\n')}`)
})
