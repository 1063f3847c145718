import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPacer } from './pacer.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => vi.useRealTimers())

it('the first change goes at once, further ones wait until that long after the last', async () => {
  const work = vi.fn(async () => {})
  const change = createPacer(() => 300, work)
  change()
  await vi.advanceTimersByTimeAsync(0)
  expect(work).toHaveBeenCalledTimes(1)
  for (let count = 0; count < 5; count++) {
    await vi.advanceTimersByTimeAsync(200)
    change()
  }
  expect(work).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(300)
  expect(work).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(300)
  change()
  await vi.advanceTimersByTimeAsync(0)
  expect(work).toHaveBeenCalledTimes(3)
})

it('runs one at a time', async () => {
  const ends: (() => void)[] = []
  const work = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)))
  const change = createPacer(() => 0, work)
  change()
  change()
  await vi.advanceTimersByTimeAsync(0)
  expect(work).toHaveBeenCalledTimes(1)
  ends[0]?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(work).toHaveBeenCalledTimes(2)
})
