import { definePlugin } from '@mortise/browser-runtime'
import type { Catalogue } from '@playground/catalogue/service'
import { connectCatalogue } from './catalogue.ts'

export default definePlugin({
  init(ctx) {
    connectCatalogue(ctx.services.get<Catalogue>('catalogue'))
  },
})
