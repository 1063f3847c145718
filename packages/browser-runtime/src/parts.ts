import { once } from './once.ts'

/**
 * What the start-up path does without. Each `import()` costs a start some 30 bytes, so there is one
 * for each time at which something is needed: with a failure (`trouble`), in some starts, after all.
 */
export const startExtras = once(() => import('./start-extras.ts'))

/**
 * Nearly every page needs it soon after its start, and `start-extras` with it: asked for in one wave.
 * A static import there would cost a start that needs `start-extras` alone a request more.
 */
export const afterStart = once(() => {
  startExtras().catch(() => {})
  return import('./after-start.ts')
})
