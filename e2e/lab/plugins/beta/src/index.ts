import { increment } from '@lab/tally'
import { definePlugin } from '@mortise/browser-runtime'
import { incrementOwn } from '../../../common/own-tally.ts'

export default definePlugin({
  init({ services }) {
    services.register('tally.beta', { count: () => ({ own: incrementOwn(), shared: increment() }) })
  },
})
