import { callLater } from '../src/call-later.ts'
import type { Kernel } from '../src/kernel/kernel.ts'
import type { OnDemand } from '../src/kernel/on-demand.ts'

/** A kernel, and what it does only when it is asked for, as the host shows it. */
export const withCalls = (kernel: Kernel<OnDemand>) =>
  Object.assign(
    kernel,
    callLater(kernel.onDemand, [
      'load',
      'unload',
      'restart',
      'upgrade',
      'swap',
      'discover',
      'setStartLevel',
      'shutdown',
      'leaks',
      'health',
    ]),
  )
