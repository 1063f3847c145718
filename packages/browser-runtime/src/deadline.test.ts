import { expect, test, vi } from 'vitest'
import { withDeadline } from './deadline.ts'

const tooLate = () => new Error('too late')
const never = () => new Promise<never>(() => {})

test('gives what the work gives, and leaves nothing on a signal that outlives it', async () => {
  const { signal } = new AbortController()
  const added = vi.spyOn(signal, 'addEventListener')
  const removed = vi.spyOn(signal, 'removeEventListener')

  await expect(withDeadline(Promise.resolve(1), 1000, tooLate, signal)).resolves.toBe(1)

  expect(added).toHaveBeenCalledOnce()
  expect(removed.mock.calls).toEqual(added.mock.calls)
})

test('rejects when the time is over', async () => {
  await expect(withDeadline(never(), 1, tooLate)).rejects.toThrow('too late')
})

test('rejects with the reason of the signal at once, also when it was aborted before', async () => {
  const controller = new AbortController()
  const work = withDeadline(never(), 1000, tooLate, controller.signal)
  controller.abort(new Error('left'))

  await expect(work).rejects.toThrow('left')
  await expect(withDeadline(never(), 1000, tooLate, controller.signal)).rejects.toThrow('left')
})
