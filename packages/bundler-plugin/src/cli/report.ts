import type { Found } from './inspection.ts'
import type { Paint } from './paint.ts'

/** What a build refuses, for people. */
export function problemLines({ code, why, fix }: Omit<Found, 'plugin'>, paint: Paint): string[] {
  return [
    `${paint('red', '✗')} ${paint('bold', code)}`,
    `  ${why}`,
    `  ${paint('dim', 'Fix:')} ${fix}`,
  ]
}

export interface Warning {
  /** A rule of the best practices, or a code of docs/errors.md. */
  readonly rule: string
  /** Absent when it is about the host. */
  readonly plugin?: string | undefined
  readonly why: string
  readonly fix: string
  /** Page and section that explain it. */
  readonly page: string
  /** This version of Mortise cannot do yet what would mend it. */
  readonly notYet?: true
}

/** Warnings of one rule, for people: what the plugins have in common is said once. */
export function warningLines(warnings: readonly Warning[], paint: Paint): string[] {
  const [first] = warnings
  if (!first) return []
  return [
    `${paint('yellow', '⚠')} ${paint('bold', first.rule)}  ${paint('dim', first.page)}`,
    ...warnings.map(({ why }) => `  ${why}`),
    ...[...new Set(warnings.map(({ fix }) => fix))].map(
      (fix) => `  ${paint('dim', 'Fix:')} ${fix}`,
    ),
  ]
}

/** `1 problem`, `2 problems`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
