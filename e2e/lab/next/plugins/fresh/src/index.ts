import { definePlugin } from '@mortise/browser-runtime'

/** A plugin that only the second catalog has. */
export default definePlugin({
  init({ services }) {
    services.register('lab.fresh', {})
  },
})
