import type { ContextMethods } from './context-methods.ts'
import type { HandlingPlugin } from './call-handlers.ts'
import type { Hooks } from './hooks.ts'
import type { Ownership } from './ownership.ts'

/** What a plugin may do to the page and undo again: each method does one thing and owns its undoing. */
export function createMethods(
  { signal, own, isOver }: Ownership,
  hooks: Hooks,
  plugin: HandlingPlugin,
): ContextMethods {
  const until = (other?: AbortSignal | null) => (other ? AbortSignal.any([signal, other]) : signal)

  return {
    own: (dispose) => own(dispose),
    // By the signal, so that no target is kept that the page has let go of.
    listen(
      target: EventTarget,
      type: string,
      listener: EventListenerOrEventListenerObject,
      options?: AddEventListenerOptions,
    ) {
      isOver('listen')
      target.addEventListener(type, listener, { ...options, signal: until(options?.signal) })
      return () => target.removeEventListener(type, listener, options)
    },
    setTimeout(work, ms) {
      const timer = setTimeout(() => {
        undo()
        work()
      }, ms)
      const undo = own(() => clearTimeout(timer), 'setTimeout')
      return undo
    },
    setInterval(work, ms) {
      const timer = setInterval(work, ms)
      return own(() => clearInterval(timer), 'setInterval')
    },
    async fetch(input, init) {
      isOver('fetch')
      return fetch(input, { ...init, signal: until(init?.signal ?? (input as Request).signal) })
    },
    observe(observer, ...args) {
      observer.observe(...args)
      return own(() => observer.disconnect(), 'observe', observer)
    },
    append(node, parent = document.body) {
      parent.append(node)
      return own(() => node.remove(), 'append', node)
    },
    addStyle(css) {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      document.adoptedStyleSheets.push(sheet)
      return own(() => {
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
      }, 'addStyle')
    },
    on: (hook, handler) => own(hooks.on(hook, handler, plugin), 'on'),
    async emit(hook, ...args) {
      if (!isOver('emit')) await hooks.emit(hook, ...args)
    },
  }
}
