import type { Pending } from './stand-in.ts'

/** Calls with each element of the loader that is still on its way after a deadline, in ms. */
export function watchLate(late: (element: Pending) => void, deadline: number): () => void {
  const timers = new Map<Node, ReturnType<typeof setTimeout>>()

  function look(node: Node) {
    if (!isComing(node)) return
    const timer = setTimeout(() => {
      timers.delete(node)
      if (isComing(node)) late(node)
    }, deadline)
    timers.set(node, timer)
  }

  /** It has come or was given up; a timer would hold it, and what it brought, until the deadline. */
  function leave(node: Node) {
    clearTimeout(timers.get(node))
    timers.delete(node)
  }

  for (const node of document.querySelectorAll('head > script, body > link')) look(node)
  const observer = new MutationObserver((records) => {
    for (const { addedNodes, removedNodes } of records) {
      addedNodes.forEach(look)
      removedNodes.forEach(leave)
    }
  })
  for (const parent of [document.head, document.body]) observer.observe(parent, { childList: true })
  return () => {
    observer.disconnect()
    for (const timer of timers.values()) clearTimeout(timer)
  }
}

/**
 * A script of the loader leaves when it has come, a style sheet has rules then. Written here once more:
 * the bundler would make a request of what this and the cache both import.
 */
function isComing(node: Node): node is Pending {
  if (node.nodeName !== 'LINK') return 'register' in node
  const { rel, sheet } = node as HTMLLinkElement
  // A preload never has one.
  return rel === 'stylesheet' && !sheet
}
