import { definePlugin } from '@mortise/browser-runtime'

let count = 0

/** The next release of a plugin of the lab: it counts in tens. */
export default definePlugin({
  init({ services, version }) {
    services.register('lab.base', { release: version, count: () => (count += 10) })
  },
  serialize: () => count,
  restore(state) {
    count = Number(state)
  },
})
