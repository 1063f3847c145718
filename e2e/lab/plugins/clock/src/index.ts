import { definePlugin } from '@mortise/browser-runtime'

/** Promises a method that its service does not have. */
export default definePlugin({
  init({ services }) {
    services.register('lab.clock', { now: () => 'noon' })
  },
})
