import { definePlugin } from '@mortise/browser-runtime'

/** Uses all that the context gives, and cleans nothing up itself. */
export default definePlugin({
  init(context) {
    // About 10 MB, held by every function below.
    const rows = Array.from({ length: 60_000 }, (_, index) => [index, index * 2, `row ${index}`])
    const heard: string[] = []
    const hear = (what: string) => () => {
      if (rows.length) heard.push(what)
      root.dataset['heard'] = [...new Set(heard)].sort().join(' ')
      document.documentElement.dataset['guest'] = `${heard.length}`
    }

    const root = Object.assign(document.createElement('section'), { id: 'guest' })
    const field = document.createElement('input')
    context.append(root)
    context.append(field, root)
    context.addStyle('#guest, .guest { color: rgb(4, 5, 6) }')
    context.listen(window, 'resize', hear('resize'))
    context.listen(document, 'keydown', hear('keydown'), { capture: true })
    context.listen(field, 'input', hear('input'))
    context.setTimeout(hear('timeout'), 0)
    context.setInterval(hear('interval'), 10)
    context.observe(new ResizeObserver(hear('size')), root)
    context.observe(new MutationObserver(hear('mutation')), root, { childList: true })
    root.append('text')
    context.fetch('/guest-waits').catch(hear('fetch'))
    context.on('lab:ask', hear('hook'))
    context.services.register('guest', { heard: hear('service') })
    context.own(hear('undone'))
  },
})
