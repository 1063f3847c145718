import { expect, test } from 'vitest'
import type { ConditionFacts, Conditions } from './conditions.ts'
import { meetsConditions } from './meets-conditions.ts'

const facts: ConditionFacts = {
  route: '/items/42',
  roles: ['analyst', 'editor'],
  device: 'tablet',
  network: { speed: '3g', saveData: false },
  flags: { beta: true, old: false },
}

test.each<[Conditions, boolean]>([
  [{}, true],
  [{ routes: ['/other', '/items/:id'] }, true],
  [{ routes: ['/other'] }, false],
  [{ roles: ['admin', 'editor'] }, true],
  [{ roles: ['admin'] }, false],
  [{ deviceType: ['mobile', 'tablet'] }, true],
  [{ deviceType: ['desktop'] }, false],
  [{ minNetworkSpeed: 'slow-2g' }, true],
  [{ minNetworkSpeed: '3g' }, true],
  [{ minNetworkSpeed: '4g' }, false],
  [{ flags: ['gone', 'beta'] }, true],
  [{ flags: ['old'] }, false],
  [{ flags: ['toString'] }, false],
  // AND between the groups.
  [{ roles: ['editor'], flags: ['beta'] }, true],
  [{ roles: ['editor'], flags: ['old'] }, false],
  // OR of nothing.
  [{ roles: [] }, false],
])('%j: %s', (conditions, holds) => {
  expect(meetsConditions(conditions, facts)).toBe(holds)
})

test('a minimum speed never holds while the user asks for less data', () => {
  const saving = { ...facts, network: { speed: '4g', saveData: true } } as const
  expect(meetsConditions({ minNetworkSpeed: 'slow-2g' }, saving)).toBe(false)
  expect(meetsConditions({ roles: ['editor'] }, saving)).toBe(true)
})
