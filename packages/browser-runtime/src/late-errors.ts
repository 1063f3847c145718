import type { Refusal } from '@mortise/shared'
import type { Words } from './errors.ts'

/** A function's name is its error's code in camel case: `late` relies on it. */
export * from './attach/late-errors.ts'
export * from './cache/late-errors.ts'
export * from './context/late-errors.ts'
export * from './extensions/late-errors.ts'
export * from './kernel/late-errors.ts'
export * from './loader/late-errors.ts'
export * from './services/late-errors.ts'
export { configNotHonoured, configUnsupported } from '@mortise/shared/not-honoured'

/** A plugin that the plan refused: the resolver found code and wording. */
export const planRefused = ({ code, why, fix }: Omit<Refusal, 'fix'> & { fix?: string }) =>
  ({ code, why, fix: fix ?? 'Run the build: it says what would fix it.' }) satisfies Words
