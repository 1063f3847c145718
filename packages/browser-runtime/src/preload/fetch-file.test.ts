import { expect, it } from 'vitest'
import { createFetchFile } from './fetch-file.ts'
import type { Ahead, Outcome, Reason } from './job.ts'

/** A scheduler that answers so, one answer after the other. */
function answering(...outcomes: Outcome[]) {
  const asked: string[] = []
  const dropped: string[] = []
  const fetchFile = createFetchFile({
    async ask({ url }) {
      asked.push(url)
      return outcomes.shift() ?? { state: 'dropped', why: 'unwanted' }
    },
    drop(isUnwanted) {
      const own = [...asked, 'https://a.test/other'].map((url) => ({ ...file('warm'), url }))
      dropped.push(...own.filter(isUnwanted).map(({ url }) => url))
    },
  })
  return { fetchFile, asked, dropped }
}

const url = 'https://a.test/x'
const file = (reason: Reason): Ahead => ({ url, size: 1, reason, priority: 1, owner: 'a' })
const here: Outcome = { state: 'here', bytes: 7 }
const patient = new AbortController().signal

it('asks again for a wish that was given up for somebody else', async () => {
  const budget: Outcome = { state: 'dropped', why: 'budget' }
  const { fetchFile, asked } = answering(budget, here)
  await expect(fetchFile(file('warm'), patient)).resolves.toMatchObject({ bytes: 7 })
  expect(asked).toEqual([url, url])
})

it('rejects for a guess that was given up', async () => {
  const { fetchFile } = answering({ state: 'dropped', why: 'budget' }, here)
  await expect(fetchFile(file('catalog'), patient)).rejects.toThrow('not fetched now: budget')
})

it('rejects with what went wrong', async () => {
  const cause = new Error('lost')
  const { fetchFile } = answering({ state: 'dropped', why: 'failed', cause })
  await expect(fetchFile(file('warm'), patient)).rejects.toBe(cause)
})

it('ends with its signal, and gives up this file alone', async () => {
  const { fetchFile, asked, dropped } = answering({ state: 'dropped', why: 'unwanted' })
  const ended = new AbortController()
  const work = fetchFile(file('warm'), ended.signal)
  ended.abort(new Error('enough'))
  await expect(work).rejects.toThrow('enough')
  expect(asked).toEqual([url])
  expect(dropped).toEqual([url])
})
