import type { Element, ElementContent, Root, RootContent } from 'hast'
import { createSlugger } from './slug.ts'

const heading = /^h[1-6]$/

/** Gives headings their ids and drops pictures, which are badges from other servers. */
export function rehypeTidy() {
  return (root: Root): void => {
    root.children = root.children.filter(isText)
    const slug = createSlugger()
    for (const node of root.children) {
      if (node.type === 'element' && heading.test(node.tagName))
        node.properties.id = slug(textOf(node))
    }
  }
}

/** False for a picture and for what holds nothing but pictures. */
function isText(node: RootContent | ElementContent): boolean {
  if (node.type !== 'element') return true
  if (node.tagName === 'img') return false
  const had = node.children.length
  node.children = node.children.filter(isText)
  return had === 0 || textOf(node).trim() !== '' || node.children.some(isElement)
}

function isElement(node: ElementContent): node is Element {
  return node.type === 'element'
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(textOf).join('') : ''
}
