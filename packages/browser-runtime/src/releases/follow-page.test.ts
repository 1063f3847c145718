import { expect, it } from 'vitest'
import { followPage, type LookingPage } from './follow-page.ts'

/** A page whose time is counted. */
function pageLab() {
  let now = 0
  let isOpen = true
  let timer: { at: number; work: () => void } | undefined
  const listeners = new Set<() => void>()
  const page: LookingPage = {
    isOpen: () => isOpen,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    now: () => now,
    after(ms, work) {
      timer = { at: now + ms, work }
      return () => (timer = undefined)
    },
    random: () => 0.5,
  }
  return {
    page,
    set isOpen(value: boolean) {
      isOpen = value
      for (const listener of listeners) listener()
    },
    focus: () => listeners.forEach((listener) => listener()),
    pass(ms: number) {
      const end = now + ms
      while (timer && timer.at <= end) {
        const { at, work } = timer
        timer = undefined
        now = at
        work()
      }
      now = end
    },
  }
}

function follow(options = {}) {
  const lab = pageLab()
  let looks = 0
  const leave = followPage(() => void looks++, lab.page, options)
  return Object.assign(lab, { leave, looks: () => looks })
}

it('looks at an interval', () => {
  const lab = follow()
  lab.pass(299_000)
  expect(lab.looks()).toBe(0)
  lab.pass(1_000_000)
  expect(lab.looks()).toBe(4)
})

it('looks when the page gets the focus, and not again at once', () => {
  const lab = follow()
  lab.focus()
  lab.pass(20_000)
  lab.focus()
  expect(lab.looks()).toBe(1)
  lab.pass(10_000)
  lab.focus()
  expect(lab.looks()).toBe(2)
})

it('never looks while nobody can see the page or it is offline, and does when that is over', () => {
  const lab = follow()
  lab.isOpen = false
  lab.pass(3_000_000)
  expect(lab.looks()).toBe(0)
  lab.isOpen = true
  expect(lab.looks()).toBe(1)
})

it('does not look with an interval of 0, nor after it was left', () => {
  const off = follow({ interval: 0 })
  off.focus()
  off.pass(3_000_000)
  expect(off.looks()).toBe(0)
  const left = follow()
  left.leave()
  left.focus()
  left.pass(3_000_000)
  expect(left.looks()).toBe(0)
})
