import { definePlugin } from '@mortise/browser-runtime'

/** Listens past its context: the page keeps the listener, and that keeps the plugin. */
export default definePlugin({
  init(context) {
    const root = Object.assign(document.createElement('aside'), { id: 'leaky' })
    context.append(root)
    context.services.register('leaky', { now: () => Date.now() })
    window.addEventListener('resize', () => root.append(context.id))
  },
})
