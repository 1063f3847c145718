import { afterEach, beforeEach, expect, it } from 'vitest'
import { followIntent } from './follow-intent.ts'
import { followVisibleLinks } from './follow-visible-links.ts'

let paths: string[]
let undo: () => unknown

beforeEach(() => {
  paths = []
  undo = followIntent(document, (path) => paths.push(path))
})

afterEach(() => {
  undo()
  document.body.replaceChildren()
})

function show(html: string) {
  document.body.innerHTML = html
  return (selector: string) => document.querySelector(selector) as Element
}

const over = (target: Element) =>
  target.dispatchEvent(new Event('pointerover', { bubbles: true, composed: true }))

it('tells of the path of a link under the mouse, whatever of it that is over', () => {
  const at = show('<a href="/one?x=1#y"><b>One</b></a> <p>text</p>')
  over(at('b'))
  expect(paths).toEqual(['/one'])
})

it('tells once while the mouse moves within a link, and again when it comes back', () => {
  const at = show('<a href="/one"><b>One</b> <i>more</i></a> <p>text</p>')
  for (const selector of ['a', 'b', 'i']) over(at(selector))
  expect(paths).toEqual(['/one'])
  over(at('p'))
  over(at('i'))
  expect(paths).toEqual(['/one', '/one'])
})

it('tells of a link that gets the focus, and of one under a finger', () => {
  const at = show('<a href="/one">One</a> <a href="/two">Two</a>')
  ;(at('[href="/one"]') as HTMLElement).focus()
  at('[href="/two"]').dispatchEvent(new Event('touchstart', { bubbles: true }))
  expect(paths).toEqual(['/one', '/two'])
})

it('sees into the shadow roots of custom elements', () => {
  const at = show('<div></div>')
  const root = at('div').attachShadow({ mode: 'open' })
  root.innerHTML = '<a href="/inside">Inside</a>'
  over(root.querySelector('a') as Element)
  expect(paths).toEqual(['/inside'])
})

it('leaves links alone that do not stay in the app', () => {
  const at = show(`
    <a id="foreign" href="https://other.test/x">x</a>
    <a id="file" href="/report.pdf" download="report.pdf">x</a>
    <a id="mail" href="mailto:a@b.test">x</a>
    <a id="none">x</a>
    <svg><a id="drawn" href="/svg"><text>x</text></a></svg>
  `)
  for (const id of ['foreign', 'file', 'mail', 'none', 'drawn']) over(at(`#${id}`))
  expect(paths).toEqual([])
})

it('hears nothing any more after it was undone', () => {
  const at = show('<a href="/one">One</a>')
  undo()
  over(at('a'))
  expect(paths).toEqual([])
})

it('tells of links that can be seen, and of others when they are', async () => {
  const at = show('<a href="/one">One</a><div style="height: 9000px"></div><a href="/two">Two</a>')
  const links = followVisibleLinks(document, (path) => paths.push(path))
  links.look()
  await expect.poll(() => paths).toEqual(['/one'])
  at('[href="/two"]').scrollIntoView()
  await expect.poll(() => paths).toEqual(['/one', '/two'])
  links.end()
})
