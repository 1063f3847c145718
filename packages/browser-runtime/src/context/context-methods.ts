import type { Dispose } from '../plugin.ts'

/** What a hook is called with; a promise is waited for. */
export type HookHandler = (...args: never[]) => unknown

/** What a `MutationObserver`, a `ResizeObserver` and their like have in common. */
export interface Observer<Args extends unknown[]> {
  observe(...args: Args): void
  disconnect(): void
}

/**
 * What a plugin registers by these methods is undone when it stops or fails, the last first. A call
 * after that is undone at once, with the diagnostic `LIFECYCLE_OVER`.
 */
export interface ContextMethods {
  /** Calls `dispose` when the plugin stops, or before, by the function that it returns. */
  own(dispose: () => unknown): Dispose
  listen<Type extends keyof WindowEventMap>(
    target: Window,
    type: Type,
    listener: (event: WindowEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): Dispose
  listen<Type extends keyof DocumentEventMap>(
    target: Document,
    type: Type,
    listener: (event: DocumentEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): Dispose
  listen<Type extends keyof HTMLElementEventMap>(
    target: HTMLElement,
    type: Type,
    listener: (event: HTMLElementEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): Dispose
  listen(
    target: EventTarget,
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): Dispose
  /** `ms` as the browser's own. */
  setTimeout(work: () => unknown, ms?: number): Dispose
  setInterval(work: () => unknown, ms?: number): Dispose
  /** The browser's own; the request, and a body that is still read, are aborted. */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>
  /** Calls `observer.observe(...args)`, and `observer.disconnect()` in the end. */
  observe<Args extends unknown[]>(observer: Observer<Args>, ...args: Args): Dispose
  /** Puts a node at the end of its parent, by default the body, and removes it from wherever it is in the end. */
  append(node: ChildNode, parent?: ParentNode): Dispose
  /** Puts a style element at the end of the body, with the nonce that the host was given. */
  addStyle(css: string): Dispose
  /**
   * Handles a hook of the whole host. The host calls `kernel:ready` when all has started, and
   * `kernel:shutdown` before the first plugin is destroyed.
   */
  on(hook: string, handler: HookHandler): Dispose
  /** Calls the handlers of a hook, one after another; one that throws is reported, and the others run. */
  emit(hook: string, ...args: unknown[]): Promise<void>
}
