import { describe, expect, it } from 'vitest'
import { cachePolicy } from './cache-policy.ts'
import type { CachingInput } from './cache-options.ts'
import { entryFormat, keyOf, unfit, type Entry } from './entry.ts'

function entry(caching: CachingInput = {}): Entry {
  return {
    format: entryFormat,
    id: 'a',
    version: '1.0.0',
    release: 'r1',
    integrity: 'sha256-one',
    key: 'a@1.0.0',
    manifest: { url: '', text: '' },
    files: [],
    size: 1,
    storedAt: 1000,
    wiring: 'b@1.0.0',
    policy: cachePolicy(caching),
  }
}
const build = { id: 'a', version: '1.0.0', integrity: 'sha256-one', wiring: 'b@1.0.0' }

describe('what an entry is kept under', () => {
  it.each([
    ['version', 'a@1.0.0'],
    ['hash', 'a#r1'],
    ['timestamp', 'a~1762077600000'],
  ] as const)('%s: %s', (keyStrategy, key) => {
    const modified = 'Sun, 02 Nov 2025 10:00:00 GMT'
    expect(keyOf({ ...entry(), modified }, keyStrategy)).toBe(key)
  })
})

describe('when an entry cannot stand for a build', () => {
  it.each([
    ['the very build', {}, {}, undefined],
    ['another version', {}, { version: '1.0.1' }, 'version'],
    ['the same version with another hash', {}, { integrity: 'sha256-two' }, 'build'],
    ['a build whose hash is not known yet', {}, { integrity: undefined }, undefined],
    ['by hash, another version', { keyStrategy: 'hash' }, { version: '1.0.1' }, undefined],
    ['by time, another build', { keyStrategy: 'timestamp' }, { integrity: 'sha256-2' }, 'build'],
    ['other wiring', {}, { wiring: 'b@1.1.0' }, undefined],
    [
      'other wiring, which it minds',
      { invalidateOn: ['dependency-change'] },
      { wiring: 'b@1.1.0' },
      'wiring',
    ],
  ] as const)('%s', (_, caching, asked, why) => {
    expect(unfit(entry(caching as CachingInput), { ...build, ...asked }, 2000)).toBe(why)
  })

  it.each([
    [1999, undefined],
    [2000, 'expired'],
    // The clock was set back.
    [-1e9, undefined],
  ])('its time is over, at %i', (now, why) => {
    expect(unfit(entry({ ttl: 1 }), build, now)).toBe(why)
  })
})
