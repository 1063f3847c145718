import { expect, test } from 'vitest'
import { MortiseError } from './mortise-error.ts'

test('the message is the reason, then the fix', () => {
  const cause = new Error('below')
  const error = new MortiseError({
    code: 'CHUNK_LOAD_FAILED',
    why: 'Chunk "a" did not arrive.',
    fix: 'Try again.',
    cause,
    details: { chunk: 'a' },
  })

  expect(error.message).toBe('Chunk "a" did not arrive. Fix: Try again.')
  expect(error).toMatchObject({
    name: 'MortiseError [CHUNK_LOAD_FAILED]',
    code: 'CHUNK_LOAD_FAILED',
    cause,
  })
  expect(error.details).toEqual({ chunk: 'a' })
  expect(error).toBeInstanceOf(Error)
})

test('an error without a cause has no such property', () => {
  const error = new MortiseError({ code: 'HOST_AMBIGUOUS', why: 'Two hosts.', fix: 'Name one.' })
  expect(Object.hasOwn(error, 'cause')).toBe(false)
})
