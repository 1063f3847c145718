import type { Pending } from './stand-in.ts'

/** The loader's elements for chunks and sheets; its style sheets stand in the body. */
export function loaderElements(): Pending[] {
  return [...document.querySelectorAll('head > script, body > link')].filter(isOfLoader)
}

/** Those that have not come: a script leaves when it has, a style sheet has rules then. */
export function pendingElements(): Pending[] {
  return loaderElements().filter((element) => !('sheet' in element && element.sheet))
}

function isOfLoader(node: Element): node is Pending {
  if (node.nodeName === 'SCRIPT') return 'register' in node && !('next' in node)
  return (node as HTMLLinkElement).rel === 'stylesheet'
}
