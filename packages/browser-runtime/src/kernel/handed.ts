import type { late, trouble } from '../errors.ts'
import type { once } from '../once.ts'
import type { activate } from './activate.ts'
import type { KernelCore } from './core.ts'
import type { Registration } from './registration.ts'
import type { runHook } from './run-hook.ts'
import type { amend, enter } from './status.ts'

/** Of the start-up path; handed in, so that the bundler cuts nothing out of that. */
export interface StartTools {
  readonly activate: typeof activate
  /** Takes in a plugin that no plan had before. */
  add(registration: Registration): void
  readonly amend: typeof amend
  readonly enter: typeof enter
  readonly late: typeof late
  readonly once: typeof once
  readonly runHook: typeof runHook
  readonly trouble: typeof trouble
}

/** The same in order, as the start-up path hands it over: there a property's name costs its letters. */
export type Handed = readonly [
  core: KernelCore,
  activate: StartTools['activate'],
  add: StartTools['add'],
  amend: StartTools['amend'],
  enter: StartTools['enter'],
  late: StartTools['late'],
  once: StartTools['once'],
  runHook: StartTools['runHook'],
  trouble: StartTools['trouble'],
]

export function named(handed: Handed): readonly [core: KernelCore, tools: StartTools] {
  const [core, activate, add, amend, enter, late, once, runHook, trouble] = handed
  return [core, { activate, add, amend, enter, late, once, runHook, trouble }]
}
