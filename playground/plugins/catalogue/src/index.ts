import { definePlugin } from '@mortise/browser-runtime'
import { createCatalogue } from './catalogue.ts'

export default definePlugin({
  init(ctx) {
    ctx.services.register('catalogue', createCatalogue())
  },
})
