import { definePlugin } from '@mortise/browser-runtime'
import { connectCatalogue } from './catalogue.ts'

export default definePlugin({
  init(ctx) {
    connectCatalogue(ctx.services.get('catalogue'))
  },
})
