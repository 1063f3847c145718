import { expect, it } from 'vitest'
import { speedOf } from './network-speed.ts'

/** Requests that are answered after `rtt` ms, each with so many bytes at so many kilobits a second. */
function requests(rtt: number, downlink = 5000, transferSize = 40_000, count = 3) {
  return Array.from({ length: count }, (_, index) => {
    const requestStart = 100 * (index + 1)
    const responseStart = requestStart + rtt
    const responseEnd = responseStart + (transferSize * 8) / downlink
    return { requestStart, responseStart, responseEnd, transferSize }
  })
}

it.each([
  [2500, 5000, 'slow-2g'],
  [50, 40, 'slow-2g'],
  [1500, 5000, '2g'],
  [50, 60, '2g'],
  [300, 5000, '3g'],
  [50, 500, '3g'],
  [50, 5000, '4g'],
])('takes a round trip of %i ms and %i kbit/s for %s', (rtt, downlink, speed) => {
  expect(speedOf(requests(rtt, downlink))).toBe(speed)
})

it('judges by the fastest answer: a server may think', () => {
  expect(speedOf([...requests(3000), ...requests(60)])).toBe('4g')
})

it('does not judge how much a network carries by small answers', () => {
  expect(speedOf(requests(50, 10, 300))).toBe('4g')
})

it('says nothing of too few requests, or of those that did not use the network', () => {
  expect(speedOf(requests(50, 5000, 40_000, 2))).toBeUndefined()
  expect(speedOf(requests(50, 5000, 0, 9))).toBeUndefined()
})
