import { expect, it } from 'vitest'
import { intoDefault } from './results-file.mjs'

const whole = {
  began: '2026-01-01T00:00:00.000Z',
  seconds: 60,
  rounds: 7,
  machine: { cores: 2 },
  versions: { vite: '8.0.0' },
  results: [
    { measure: 'start', samples: [{ evaluated: 1 }] },
    { measure: 'tiers', samples: [{ evaluated: 2 }] },
  ],
}
const part = {
  versions: { vite: '8.0.0' },
  measured: { tiers: { began: '2026-02-01T00:00:00.000Z', rounds: 3, machine: { cores: 4 } } },
  results: [{ measure: 'tiers', samples: [{ evaluated: 3 }] }],
}

it('replaces whole measures, which keep their own date, machine and rounds', () => {
  const { measured, results, began } = intoDefault(whole, part)
  expect(results).toEqual([whole.results[0], part.results[0]])
  expect(measured).toMatchObject({ start: { began, rounds: 7 }, tiers: part.measured.tiers })
  expect(began).toBe(whole.began)
})

it('refuses numbers of other versions', () => {
  expect(() => intoDefault(whole, { ...part, versions: { vite: '9.0.0' } })).toThrow('vite')
})
