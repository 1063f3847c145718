import { definePlugin } from '@mortise/browser-runtime'

let count = 0

export default definePlugin({
  init({ services, version }) {
    services.register('lab.base', { release: version, count: () => ++count })
  },
  serialize: () => count,
  restore(state) {
    count = Number(state)
  },
})
