import { expect, test } from 'vitest'
import { deviceTypeOf, type DeviceFacts } from './device.ts'

const desktop: DeviceFacts = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
  touchPoints: 0,
  coarse: false,
  shortSide: 900,
}
const ios = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0'

test.each<[string, Partial<DeviceFacts>, string]>([
  ['a desktop', {}, 'desktop'],
  ['a desktop in a narrow window', { shortSide: 300 }, 'desktop'],
  ['a laptop with a touch screen', { touchPoints: 10 }, 'desktop'],
  ['hints that say mobile', { mobile: true }, 'mobile'],
  [
    'an Android phone',
    { userAgent: 'Mozilla/5.0 (Linux; Android 16; Pixel 9) Chrome/156.0 Mobile Safari/537.36' },
    'mobile',
  ],
  [
    'an Android tablet',
    { userAgent: 'Mozilla/5.0 (Linux; Android 16; Tab) Chrome/156.0 Safari/537.36', mobile: false },
    'tablet',
  ],
  [
    'Firefox on Android',
    { userAgent: 'Mozilla/5.0 (Android 16; Mobile; rv:153.0) Firefox/153.0' },
    'mobile',
  ],
  [
    'Firefox on a tablet',
    { userAgent: 'Mozilla/5.0 (Android 16; Tablet; rv:153.0) Firefox/153.0' },
    'tablet',
  ],
  [
    'an iPhone',
    { userAgent: `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) ${ios} Mobile/15E148` },
    'mobile',
  ],
  [
    'an iPad of old',
    { userAgent: `Mozilla/5.0 (iPad; CPU OS 12_0) ${ios} Mobile/15E148` },
    'tablet',
  ],
  [
    'an iPad',
    { userAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X) ${ios}`, touchPoints: 5 },
    'tablet',
  ],
  ['a Mac', { userAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X) ${ios}` }, 'desktop'],
  ['an unknown device under a finger, small', { coarse: true, shortSide: 400 }, 'mobile'],
  ['an unknown device under a finger, large', { coarse: true, shortSide: 800 }, 'tablet'],
])('%s', (_name, facts, type) => {
  expect(deviceTypeOf({ ...desktop, ...facts })).toBe(type)
})
