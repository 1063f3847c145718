import type { Pending } from './stand-in.ts'

/** The loader's elements that have not come; its style sheets stand in the body. */
export function pendingElements(): Pending[] {
  return [...document.querySelectorAll('head > script, body > link')].filter(isPending)
}

function isPending(node: Element): node is Pending {
  if (node.nodeName === 'SCRIPT') return 'register' in node && !('next' in node)
  const link = node as HTMLLinkElement
  return link.rel === 'stylesheet' && !link.sheet
}
