import { describe, expect, it } from 'vitest'
import { bytesOfMB, cachePolicy } from './cache-policy.ts'

describe('what a manifest comes to', () => {
  it('keeps nothing where neither it nor the host says so', () => {
    expect(cachePolicy()).toMatchObject({ isKept: false, keyStrategy: 'version' })
    expect(cachePolicy({ ttl: 5 })).toMatchObject({ isKept: false })
  })

  it('keeps what the host says, unless it says otherwise itself', () => {
    const host = { storage: 'hybrid' } as const
    expect(cachePolicy({}, host)).toMatchObject({ isKept: true, staysInMemory: true })
    expect(cachePolicy({ storage: 'disk' }, host)).toMatchObject({ staysInMemory: false })
    expect(cachePolicy({ storage: 'memory' }, host)).toMatchObject({ isKept: false })
    expect(cachePolicy({ enabled: false }, host)).toMatchObject({ isKept: false })
  })

  it('gives seconds as ms and MB as bytes; no time at all is for ever', () => {
    expect(cachePolicy({ ttl: 2, maxSize: 3 })).toMatchObject({ ttl: 2000, maxSize: 3 * bytesOfMB })
    expect(cachePolicy({ ttl: 0 }).ttl).toBeUndefined()
  })

  it('compresses only where that is switched on', () => {
    const compression = { algorithm: 'deflate' } as const
    expect(cachePolicy({ compression }).compression).toBeUndefined()
    expect(cachePolicy({ compression: { enabled: true } }).compression).toBe('gzip')
    expect(cachePolicy({ compression: { ...compression, enabled: true } }).compression).toBe(
      'deflate',
    )
  })
})
