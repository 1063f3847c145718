import { expect, test } from 'vitest'
import { describeProblem } from '../manifest/problem.ts'
import { checkConditions } from './check-conditions.ts'

const wrong = (value: unknown) => checkConditions(value, 'when').map(describeProblem)

test('takes every group', () => {
  const conditions = {
    routes: ['/', '*', '/a/:b/*', '/a/'],
    roles: ['admin'],
    deviceType: ['mobile'],
    minNetworkSpeed: '2g',
    flags: ['beta'],
  }
  expect(wrong(conditions)).toEqual([])
})

test.each([
  [{ role: ['admin'] }, '`when.role`: did you mean `roles`?'],
  [
    { weather: 'fine' },
    '`when.weather`: unknown key; known are routes, roles, deviceType, minNetworkSpeed, flags',
  ],
  [
    'admin',
    '`when`: is to be an object with some of routes, roles, deviceType, minNetworkSpeed, flags',
  ],
  [{ roles: 'admin' }, '`when.roles`: "admin" is no list'],
  [{ roles: [1] }, '`when.roles.0`: 1 is no name'],
  [
    { deviceType: ['desktop', 'mobil'] },
    '`when.deviceType.1`: "mobil" is not one of desktop, mobile, tablet; did you mean "mobile"?',
  ],
  [{ minNetworkSpeed: '5g' }, /"5g" is not one of slow-2g, 2g, 3g, 4g/],
  [{ routes: ['analytics'] }, '`when.routes.0`: "analytics" does not begin with "/"'],
  [{ routes: ['/a?b=1'] }, /has no "\?" and no "#"/],
  [{ routes: ['/a/*/b'] }, /"\*" that is not its last segment/],
  [{ routes: ['/a*'] }, /"\*" that is not its last segment/],
  [{ routes: ['/a/:/b'] }, /":" without a name/],
  [{ routes: [{}] }, '`when.routes.0`: {} is no text'],
])('%j', (value, message) => {
  const problems = wrong(value)
  expect(problems).toHaveLength(1)
  if (typeof message === 'string') expect(problems).toEqual([message])
  else expect(problems[0]).toMatch(message)
})
