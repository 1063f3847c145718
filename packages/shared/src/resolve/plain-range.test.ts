import { expect, test } from 'vitest'
import { plainRange, plainVersion } from './plain-range.ts'
import { generator } from './shuffle.fixture.ts'
import { isVersion, satisfies } from './version.ts'

test('gives the same answers as semver to 5000 random questions', () => {
  const random = generator(7)
  const digit = () => String(Math.floor(random() * 4))
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!
  const version = () => `${digit()}.${digit()}.${digit()}`
  const some = () => [digit(), digit(), digit()].slice(0, pick([1, 2, 3, 3])).join('.')
  const part = () =>
    random() < 0.2 ? `>=${some()} <${some()}` : pick(['^', '~', '>=', '']) + some()
  for (let question = 0; question < 5000; question++) {
    const range = pick([part, part, () => `${part()} || ${part()}`, () => '*'])()
    const asked = version()
    const answer = plainRange(range)?.(plainVersion(asked)!)
    expect([range, asked, answer]).toEqual([range, asked, satisfies(asked, range)])
  }
})

test.each([
  '>1.0.0',
  '<2.0.0',
  '1.x',
  '1.0.0 - 2.0.0',
  '^1.0.0-beta.1',
  '^01.2.3',
  '',
  'latest',
  '=1.0.0',
])('leaves "%s" to semver', (range) => {
  expect(plainRange(range)).toBeUndefined()
})

test.each(['1.0.0-beta.1', '1.0.0+build', '01.0.0', 'v1.0.0', '1.0', ' 1.0.0'])(
  'leaves the version "%s" to semver',
  (version) => {
    expect(plainVersion(version)).toBeUndefined()
  },
)

test('what it takes for a version is one', () => {
  for (const version of ['0.0.0', '1.20.300', '999999999.0.1']) {
    expect([version, plainVersion(version) !== undefined]).toEqual([version, isVersion(version)])
  }
})
