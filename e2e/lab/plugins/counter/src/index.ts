import { definePlugin } from '@mortise/browser-runtime'

export default definePlugin({
  init({ id }) {
    window.inits[id] = (window.inits[id] ?? 0) + 1
  },
})
