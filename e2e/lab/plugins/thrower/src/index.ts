import { definePlugin } from '@mortise/browser-runtime'

export default definePlugin({
  init() {
    throw new TypeError('thrown by the lab')
  },
})
