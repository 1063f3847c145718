import { describe, expect, it } from 'vitest'
import { evictions, roomFor } from './evictions.ts'

const kept = (key: string, size: number, usedAt: number) => ({ key, id: key, size, usedAt })

describe('what has to go', () => {
  const entries = [kept('new', 40, 3), kept('old', 40, 1), kept('middle', 10, 2)]

  it.each([
    ['nothing while there is room', 10, []],
    ['what was used least recently', 11, ['old']],
    ['and then the next', 55, ['old', 'middle']],
    ['all, for what fills the room', 100, ['old', 'middle', 'new']],
    ['nothing for what never fits', 101, undefined],
  ])('%s', (_, size, keys) => {
    expect(evictions(entries, size, 100)).toEqual(keys)
  })
})

describe('the room', () => {
  it.each([
    ['is what the host says where the browser says nothing', {}, 100],
    ['is what the host says where the browser has more', { quota: 1000, usage: 0 }, 100],
    ['leaves a fifth of the quota to the app', { quota: 100, usage: 50 }, 40],
    ['is what is there already where the quota is used up', { quota: 100, usage: 100 }, 10],
  ])('%s', (_, estimate, room) => {
    expect(roomFor(100, 10, estimate)).toBe(room)
  })
})
