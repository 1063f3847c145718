import { expect, it } from 'vitest'
import { createAccounts } from './accounts.ts'
import { createBudget, credit } from './budget.ts'

const MB = 1024 * 1024

function budgetOf(limits: { share?: number; session?: number }, traffic: number, before = 0) {
  return createBudget({ share: 0.15, session: 20 * MB, ...limits }, () => traffic, before)
}

it('allows what is unused to be a share of all traffic', () => {
  const budget = budgetOf({}, 10 * MB)
  expect(budget.reserve(1 * MB)).toBe(true)
  budget.spend(1 * MB, 1 * MB)
  expect(budget.reserve(0.6 * MB)).toBe(false)
  expect(budget.reserve(0.4 * MB)).toBe(true)
})

it('gives a page that has just begun some on credit', () => {
  const budget = budgetOf({}, 0)
  expect(budget.reserve(credit + 1)).toBe(false)
  expect(budget.reserve(credit)).toBe(true)
})

it('has room again for what turned out to be used', () => {
  const budget = budgetOf({}, 0)
  budget.reserve(credit)
  budget.spend(credit, credit)
  expect(budget.reserve(1)).toBe(false)
  budget.use(credit)
  expect(budget.reserve(credit)).toBe(true)
})

it('takes what came, and not what was set aside', () => {
  const budget = budgetOf({}, 0)
  budget.reserve(credit)
  budget.spend(credit, 1000)
  expect(budget.reserve(credit - 1000)).toBe(true)
})

it('ends with the session, used or not', () => {
  const budget = budgetOf({ session: 3 * MB, share: 1 }, 100 * MB, 1 * MB)
  budget.reserve(2 * MB)
  budget.spend(2 * MB, 2 * MB)
  budget.use(2 * MB)
  expect(budget.reserve(1)).toBe(false)
})

it('allows nothing with a share of 0', () => {
  expect(budgetOf({ share: 0 }, 100 * MB).reserve(1)).toBe(false)
})

it('keeps honest accounts: what an abort left is wasted, and a hit counts once', () => {
  const accounts = createAccounts()
  expect(accounts.stats().hitRate).toBe(0)
  accounts.fetched('a.js', 100, true)
  accounts.fetched('b.js', 30, false)
  accounts.fetched('c.js', 50, true)
  expect(accounts.needed(['a.js', 'x.js'])).toBe(100)
  // All of it is here: nobody waited for bytes.
  expect(accounts.needed(['a.js'])).toBe(0)
  accounts.needed(['b.js'])
  expect(accounts.stats()).toEqual({
    preloaded: 180,
    used: 100,
    wasted: 80,
    waits: 2,
    hits: 1,
    hitRate: 0.5,
  })
})
