import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { oneCheck, readReport, sum } from './test-results.mjs'

const folder = mkdtempSync(join(tmpdir(), 'mortise-results-'))
afterAll(() => rmSync(folder, { recursive: true }))

function report(content) {
  const path = join(folder, 'report.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const vitest = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }

describe('readReport', () => {
  it('counts pending and planned tests of vitest as skipped', () => {
    expect(readReport('vitest', report(vitest), 1)).toEqual({ passed: 3, failed: 1, skipped: 3 })
  })

  it('reads the statistics of playwright', () => {
    const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 1 }
    expect(readReport('playwright', report({ stats }), 0)).toEqual({
      passed: 4,
      failed: 0,
      skipped: 1,
    })
  })

  it('counts what a benchmark could measure, and skips a peer that does not run here', () => {
    const failure = 'the build ended with 1'
    const results = [
      { isPeer: false, samples: [{}] },
      { isPeer: true, samples: [{}] },
      { isPeer: true, samples: [], failure },
    ]
    expect(readReport('bench', report({ results }), 0)).toEqual({
      passed: 2,
      failed: 0,
      skipped: 1,
    })
    const own = { isPeer: false, samples: [], failure }
    expect(readReport('bench', report({ results: [own] }), 1).failed).toBe(1)
  })

  it('counts a runner that failed without a failed test as one failure', () => {
    const green = { ...vitest, numFailedTests: 0 }
    expect(readReport('vitest', report(green), 1).failed).toBe(1)
  })

  it.each(['', '{', '{}'])(
    'counts a broken report (%j) of a failed runner as one failure',
    (text) => {
      expect(readReport('playwright', report(text), 1)).toEqual({
        passed: 0,
        failed: 1,
        skipped: 0,
      })
    },
  )

  it('finds no test in a report that is missing', () => {
    expect(readReport('vitest', join(folder, 'none.json'), 0)).toEqual(sum([]))
  })
})

it('adds up checks and reports', () => {
  expect(sum([oneCheck(0), oneCheck(2), { passed: 5, failed: 0, skipped: 1 }])).toEqual({
    passed: 6,
    failed: 1,
    skipped: 1,
  })
})
