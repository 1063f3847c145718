import type { Pending } from './stand-in.ts'

/** Calls with each element of the loader that is still on its way after a deadline, in ms. */
export function watchLate(late: (element: Pending) => void, deadline: number): () => void {
  const timers = new Set<ReturnType<typeof setTimeout>>()

  function look(node: Node) {
    if (!isComing(node)) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      if (node.isConnected && isComing(node)) late(node)
    }, deadline)
    timers.add(timer)
  }

  for (const node of document.querySelectorAll('head > script, body > link')) look(node)
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) addedNodes.forEach(look)
  })
  for (const parent of [document.head, document.body]) observer.observe(parent, { childList: true })
  return () => {
    observer.disconnect()
    for (const timer of timers) clearTimeout(timer)
  }
}

/**
 * A script of the loader leaves when it has come, a style sheet has rules then. Written here once more:
 * the bundler would make a request of what this and the cache both import.
 */
function isComing(node: Node): node is Pending {
  return node.nodeName === 'LINK' ? !(node as HTMLLinkElement).sheet : 'register' in node
}
