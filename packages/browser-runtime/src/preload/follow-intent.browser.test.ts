import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { followIntent } from './follow-intent.ts'
import { followVisibleLinks, type VisibleLinks } from './follow-visible-links.ts'

let paths: string[]
let undo: () => unknown

beforeEach(() => {
  paths = []
  undo = followIntent(document, ({ pathname }) => paths.push(pathname))
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

it('sees into the shadow roots of custom elements, and out of them', () => {
  const at = show('<div></div><a href="/around"><span></span></a>')
  const inside = at('div').attachShadow({ mode: 'open' })
  inside.innerHTML = '<a href="/inside">Inside</a>'
  over(inside.querySelector('a') as Element)
  const icon = at('span').attachShadow({ mode: 'open' })
  icon.innerHTML = '<b>Icon</b>'
  over(icon.querySelector('b') as Element)
  expect(paths).toEqual(['/inside', '/around'])
})

it('tells of the links of an SVG drawing', () => {
  const at = show('<svg><a href="/drawn"><text>Drawn</text></a></svg>')
  over(at('text'))
  expect(paths).toEqual(['/drawn'])
})

it('leaves links alone that do not stay in the app', () => {
  const at = show(`
    <a id="foreign" href="https://other.test/x">x</a>
    <a id="file" href="/report.pdf" download="report.pdf">x</a>
    <a id="mail" href="mailto:a@b.test">x</a>
    <a id="none">x</a>
    <a id="broken" href="http://">x</a>
  `)
  for (const id of ['foreign', 'file', 'mail', 'none', 'broken']) over(at(`#${id}`))
  expect(paths).toEqual([])
})

it('hears nothing any more after it was undone', () => {
  const at = show('<a href="/one">One</a>')
  undo()
  over(at('a'))
  expect(paths).toEqual([])
})

describe('links in the viewport', () => {
  const idle = () => new Promise<void>((resolve) => requestIdleCallback(() => resolve()))
  let links: VisibleLinks

  beforeEach(() => {
    links = followVisibleLinks(document, ({ pathname }) => paths.push(pathname), idle)
  })
  afterEach(() => links.end())

  it('are told of, and others when they are there', async () => {
    const at = show(
      '<a href="/one">One</a><div style="height: 9000px"></div><a href="/two">Two</a>',
    )
    links.look()
    await expect.poll(() => paths).toEqual(['/one'])
    at('[href="/two"]').scrollIntoView()
    await expect.poll(() => paths).toEqual(['/one', '/two'])
  })

  it('that come into the page later are told of, and the others once', async () => {
    const at = show('<p><a href="/one">One</a></p>')
    links.look()
    await expect.poll(() => paths).toEqual(['/one'])
    for (const path of ['/two', '/three']) {
      at('p').append(Object.assign(document.createElement('a'), { href: path, textContent: path }))
      await expect.poll(() => paths.at(-1)).toBe(path)
    }
    expect(paths).toEqual(['/one', '/two', '/three'])
  })

  it('are told of anew when somebody looks anew', async () => {
    show('<a href="/one">One</a>')
    links.look()
    await expect.poll(() => paths).toEqual(['/one'])
    links.look()
    await expect.poll(() => paths).toEqual(['/one', '/one'])
  })
})
