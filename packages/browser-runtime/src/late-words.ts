import { nearest, type ErrorCode } from '@mortise/shared'
import type { Words } from './errors.ts'
import { missingHint } from './services/missing-hint.ts'

/** What most late errors are about. */
export interface PluginFacts {
  readonly id: string
  readonly version: string
  readonly cause?: unknown
}

export function words(code: ErrorCode, { why, fix }: Omit<Words, 'code'>): Words {
  return { code, why, fix }
}

export function named({ id, version }: PluginFacts) {
  return `plugin "${id}" ${version}`
}

export function didYouMean(name: string, known: readonly string[]) {
  const near = nearest(name, known)
  return near ? ` Did you mean "${near}"?` : ''
}

/** What a cause says, with the nearest name where one was missing. */
export function textOf(cause: unknown) {
  const { details } = cause as { details?: { name: string; known?: readonly string[] } }
  const hint = details?.known ? missingHint(details) || didYouMean(details.name, details.known) : ''
  return (cause instanceof Error ? cause.message : String(cause)) + hint
}
