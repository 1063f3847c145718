import { expect, it, vi } from 'vitest'
import { createEvents } from '../../test/create-events.ts'
import type { PluginContext } from '../plugin.ts'
import { createContexts } from './context.ts'
import { createHooks } from './hooks.ts'

function lab(nonce?: string) {
  const events = createEvents()
  const diagnostics: string[] = []
  events.on('diagnostic', ({ why }) => diagnostics.push(why))
  const none = () => ({}) as never
  const { context, end } = createContexts(
    events,
    createHooks(events),
    none,
    none,
    nonce,
  )({
    id: 'a',
    version: '1.0.0',
    manifest: {},
    config: {},
  })
  return { context, end: () => end(new DOMException('over', 'AbortError')), diagnostics }
}

/** What a page has more of when a plugin has left something in it. */
const page = () => ({
  elements: document.querySelectorAll('*').length,
  sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
  color: getComputedStyle(document.body).color,
})

const useEverything = (context: PluginContext) => {
  const root = document.createElement('div')
  const inner = document.createElement('p')
  context.append(root)
  context.append(inner, root)
  context.append(document.createElement('b'), inner)
  context.addStyle('body { color: rgb(1, 2, 3) }')
  return { root, inner }
}

it('puts nodes and styles into the page, and takes them out', () => {
  const { context, end } = lab()
  const before = page()
  const { root, inner } = useEverything(context)
  expect(page()).toMatchObject({ elements: before.elements + 4, color: 'rgb(1, 2, 3)' })
  expect(inner.parentElement).toBe(root)
  end()
  expect(page()).toEqual(before)
})

it('takes a node out from where the plugin has moved it', () => {
  const { context, end } = lab()
  const node = document.createElement('p')
  context.append(node)
  document.head.append(node)
  end()
  expect(node.isConnected).toBe(false)
})

it('undoes one registration before the end', () => {
  const { context, end } = lab()
  const before = page()
  context.append(document.createElement('p'))()
  context.addStyle('body { color: rgb(1, 2, 3) }')()
  expect(page()).toEqual(before)
  end()
})

it('gives style elements the nonce of the page’s policy', () => {
  const { context, end } = lab('n0nce')
  context.addStyle('p {}')
  expect([...document.querySelectorAll('style')].at(-1)?.nonce).toBe('n0nce')
  end()
})

it('leaves no listener on window, document and elements', () => {
  const { context, end } = lab()
  const heard: string[] = []
  context.listen(window, 'resize', () => heard.push('window'))
  context.listen(document, 'keydown', ({ key }) => heard.push(key), { capture: true })
  context.listen(document.body, 'click', () => heard.push('body'))
  const act = () => {
    window.dispatchEvent(new Event('resize'))
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
    document.body.click()
  }
  act()
  end()
  act()
  expect(heard).toEqual(['window', 'a', 'body'])
})

it('stops observers', async () => {
  const { context, end } = lab()
  const root = document.createElement('div')
  const seen: string[] = []
  context.observe(new MutationObserver(() => seen.push('mutation')), root, { childList: true })
  root.append('one')
  await vi.waitFor(() => expect(seen).toEqual(['mutation']))
  end()
  root.append('two')
  await Promise.resolve()
  expect(seen).toEqual(['mutation'])
})

it('aborts a request under way', async () => {
  const { context, end } = lab()
  const request = context.fetch(location.href)
  end()
  await expect(request).rejects.toMatchObject({ name: 'AbortError', message: 'over' })
})

it('takes what comes after the end out at once', async () => {
  const { context, end, diagnostics } = lab()
  const before = page()
  end()
  useEverything(context)
  expect(page()).toEqual(before)
  await vi.waitFor(() => expect(diagnostics).toHaveLength(4))
  expect(diagnostics.join()).toContain('append()')
})
