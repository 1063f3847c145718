import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { late } from '../errors.ts'
import { recover } from './recover.ts'

const facts = { id: 'a', version: '1.0.0', chunk: 'index', url: 'https://x.test/a.js', cause: 0 }
const resource = { url: facts.url, integrity: await hash('good') }
const retry = { maxAttempts: 3, backoffMs: 1 }
const answers: (() => Response)[] = []

async function hash(text: string) {
  const bytes = await crypto.subtle.digest('SHA-384', new TextEncoder().encode(text))
  return `sha384-${btoa(String.fromCharCode(...new Uint8Array(bytes)))}`
}

beforeEach(() => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => {
      const answer = answers.shift()
      if (!answer) throw new TypeError('Failed to fetch')
      return answer()
    }),
  )
})

afterEach(() => {
  answers.length = 0
  vi.unstubAllGlobals()
})

it('tries again when the server answers again', async () => {
  answers.push(
    () => new Response('', { status: 503 }),
    () => new Response('good'),
  )
  const again = vi.fn(async () => {})
  await recover(resource, again, facts, late, { retry })
  expect(again).toHaveBeenCalledOnce()
  const signal = expect.any(AbortSignal)
  expect(fetch).toHaveBeenCalledWith(facts.url, { cache: 'reload', signal })
})

it('gives up after all attempts, with the status', async () => {
  for (let i = 0; i < 5; i++) answers.push(() => new Response('', { status: 503 }))
  const attempt = recover(resource, async () => {}, facts, late, { retry })
  await expect(attempt).rejects.toMatchObject({
    code: 'CHUNK_LOAD_FAILED',
    why: expect.stringContaining('HTTP status 503'),
    details: { attempts: 3 },
  })
  expect(fetch).toHaveBeenCalledTimes(2)
})

it('does not ask again for a file that is not there', async () => {
  answers.push(() => new Response('', { status: 404 }))
  const attempt = recover(resource, async () => {}, facts, late, { retry })
  await expect(attempt).rejects.toMatchObject({ code: 'CHUNK_LOAD_FAILED' })
  expect(fetch).toHaveBeenCalledOnce()
})

it('a wrong hash is final', async () => {
  answers.push(() => new Response('bad'))
  const again = vi.fn(async () => {})
  const attempt = recover(resource, again, facts, late, { retry })
  await expect(attempt).rejects.toMatchObject({ code: 'CHUNK_INTEGRITY' })
  expect(again).not.toHaveBeenCalled()
})

it('keeps what the network said as the cause', async () => {
  const attempt = recover(resource, async () => {}, facts, late, {
    retry: { enabled: false },
  })
  await expect(attempt).rejects.toMatchObject({ cause: { message: 'Failed to fetch' } })
  expect(fetch).toHaveBeenCalledOnce()
})

it('ends its attempts with the time limit', async () => {
  answers.push(() => new Response('', { status: 503 }))
  const policy = { timeout: 100, retry: { maxAttempts: 10, backoffMs: 200 } }
  await expect(recover(resource, async () => {}, facts, late, policy)).rejects.toMatchObject({
    code: 'CHUNK_TIMEOUT',
    details: { timeout: 100 },
  })
  const asked = vi.mocked(fetch).mock.calls.length
  expect(asked).toBeLessThan(3)
})
