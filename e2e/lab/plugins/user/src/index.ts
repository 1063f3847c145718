import { definePlugin } from '@mortise/browser-runtime'

export default definePlugin({
  init({ id, services, version }) {
    window.inits[id] = (window.inits[id] ?? 0) + 1
    const base = services.get<{ release: string }>('lab.base')
    services.register('lab.user', { release: version, base: base.release })
  },
})
