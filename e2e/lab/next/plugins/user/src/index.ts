import { definePlugin } from '@mortise/browser-runtime'

/** The next release of a plugin of the lab: it does not start. */
export default definePlugin({
  init() {},
  start() {
    throw new Error('the new release is broken')
  },
})
