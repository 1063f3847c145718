import * as z from 'zod/mini'
import { block, defaulted } from '../field.ts'
import { caching } from './caching.ts'
import { codeSplitting } from './code-splitting.ts'
import { dependencyResolution } from './dependency-resolution.ts'
import { dynamicImport } from './dynamic-import.ts'
import { hotReload } from './hot-reload.ts'
import { initialization } from './initialization.ts'
import { monitoring } from './monitoring.ts'
import { preload } from './preload.ts'
import { sandboxing } from './sandboxing.ts'

export const strategy = z.enum(['eager', 'lazy', 'parallel', 'deferred', 'on-demand'])

/** The `loading` block. A block that is left out is read as `{}`, so every default is filled in. */
export const loading = block(
  {
    strategy: defaulted(
      strategy,
      'lazy',
      'When the plugin is loaded: before the first render, on first use, beside the other ' +
        'plugins of the start, when the host is ready and idle, or only by an explicit load.',
    ),
    preload: z.prefault(preload, {}),
    codeSplitting: z.prefault(codeSplitting, {}),
    dynamicImport: z.prefault(dynamicImport, {}),
    initialization: z.prefault(initialization, {}),
    dependencyResolution: z.prefault(dependencyResolution, {}),
    hotReload: z.prefault(hotReload, {}),
    caching: z.prefault(caching, {}),
    sandboxing: z.prefault(sandboxing, {}),
    monitoring: z.prefault(monitoring, {}),
  },
  'How the plugin is loaded.',
)

export type LoadingInput = z.input<typeof loading>
/** The `loading` block with every default filled in. */
export type Loading = z.output<typeof loading>
export type Strategy = z.output<typeof strategy>
