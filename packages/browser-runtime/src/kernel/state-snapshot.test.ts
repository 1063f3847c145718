import { expect, it } from 'vitest'
import { snapshot } from './state-snapshot.ts'

it('copies what structured clone takes, and shares nothing with the original', () => {
  const state = {
    when: new Date(5),
    byName: new Map([['a', new Set([1])]]),
    bytes: new Uint8Array([1, 2]),
    list: [{ deep: true }],
  }
  const kept = snapshot(state, 3)
  expect(kept).toEqual({ state, version: 3, leftOut: [] })
  expect((kept.state as typeof state).list[0]).not.toBe(state.list[0])
})

it('names what cannot be copied, and keeps the rest', () => {
  class Socket {
    readonly send = () => {}
  }
  const state = {
    draft: 'half',
    save() {},
    rows: [{ id: 1, element: new WeakMap() }],
    open: new Map<string, unknown>([['main', new Socket()]]),
  }
  expect(snapshot(state, 0)).toEqual({
    state: {
      draft: 'half',
      save: undefined,
      rows: [{ id: 1, element: undefined }],
      open: new Map([['main', undefined]]),
    },
    version: 0,
    leftOut: [
      'state.save (function)',
      'state.rows[0].element (WeakMap)',
      'state.open.get("main") (Socket)',
    ],
  })
})

it('copies state that refers to itself, also beside what cannot be copied', () => {
  const state: Record<string, unknown> = { call() {} }
  state['self'] = state
  const { state: copied } = snapshot(state, 0)
  expect((copied as typeof state)['self']).toBe(copied)
})
