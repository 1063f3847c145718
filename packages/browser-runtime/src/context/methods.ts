import type { Dispose } from '../plugin.ts'
import type { ContextMethods } from './context-methods.ts'
import type { Hooks } from './hooks.ts'
import type { HandlingPlugin } from './late-hooks.ts'

/** Keeps how to undo what a method did, and the object that it is about. */
export type Own = (dispose: () => unknown, method?: string, about?: unknown) => Dispose

/** What a plugin may do to the page: each method does one thing, and owns its undoing. */
export function createMethods(
  own: Own,
  signal: AbortSignal,
  { on, emit }: Hooks,
  plugin: HandlingPlugin,
  nonce = '',
): ContextMethods {
  const append: ContextMethods['append'] = (node, parent = document.body) => {
    parent.append(node)
    return own(() => node.remove(), 'append', node)
  }
  return {
    own: (dispose) => own(dispose, 'own'),
    listen(target: EventTarget, ...args: Parameters<EventTarget['addEventListener']>) {
      target.addEventListener(...args)
      return own(() => target.removeEventListener(...args), 'listen')
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
    fetch(input, init) {
      const request = new Request(input, init)
      return fetch(request, { signal: AbortSignal.any([signal, request.signal]) })
    },
    observe(observer, ...args) {
      observer.observe(...args)
      return own(() => observer.disconnect(), 'observe', observer)
    },
    append,
    addStyle: (textContent) =>
      append(Object.assign(document.createElement('style'), { nonce, textContent })),
    on: (hook, handler) => own(on(hook, handler, plugin), 'on'),
    emit,
  }
}
