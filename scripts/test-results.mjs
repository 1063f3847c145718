import { readFileSync, rmSync } from 'node:fs'

/** What a runner's report counts, in the words of `npm test`: passed, failed, skipped. */
const counters = {
  vitest: (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }),
  playwright: ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }),
  // A cell of the matrix is a test. A peer that does not run here is no fault of ours.
  bench: ({ results }) => ({
    passed: results.filter(({ failure, skipped }) => !failure && !skipped).length,
    failed: results.filter(({ failure, isPeer }) => failure && !isPeer).length,
    skipped: results.filter(({ failure, isPeer, skipped }) => skipped || (failure && isPeer))
      .length,
  }),
}

/** A report left over from an earlier run must not be counted. */
export function forgetReport(path) {
  rmSync(path, { force: true })
}

/**
 * Reads a runner's JSON report. A runner that failed without naming a failed test (a file that does
 * not compile, no test found, no report) counts as one failure.
 */
export function readReport(runner, path, exitCode) {
  const counts = count(runner, path)
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function count(runner, path) {
  try {
    return counters[runner](JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}

/** A check such as the linter counts as one test. */
export function oneCheck(exitCode) {
  return exitCode === 0
    ? { passed: 1, failed: 0, skipped: 0 }
    : { passed: 0, failed: 1, skipped: 0 }
}

export function sum(results) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const result of results) {
    for (const key of Object.keys(total)) total[key] += result[key]
  }
  return total
}
