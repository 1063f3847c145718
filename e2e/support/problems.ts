import type { Page } from '@playwright/test'

export interface Problems {
  /** Everything the console called an error, and every uncaught exception. */
  readonly all: readonly string[]
  /** Those that no `expect` covers. A test with one fails. */
  readonly unexpected: readonly string[]
  /** Says that messages like this belong to the test. */
  expect(pattern: RegExp): void
}

/** Collects a page's errors, so that a test cannot pass over one that nobody looked for. */
export function collectProblems(page: Page): Problems {
  const all: string[] = []
  const expected: RegExp[] = []
  page.on('pageerror', (error) => all.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') all.push(`${message.text()} (${message.location().url})`)
  })
  return {
    all,
    get unexpected() {
      return all.filter((problem) => !expected.some((pattern) => pattern.test(problem)))
    },
    expect(pattern) {
      expected.push(pattern)
    },
  }
}
