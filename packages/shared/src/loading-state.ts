/** Every state that a plugin can be in, in the order of an untroubled life. */
export const loadingStates = [
  'pending',
  'loading',
  'loaded',
  'initializing',
  'ready',
  'failed',
  'reloading',
  'unloading',
  'unloaded',
] as const

export type LoadingState = (typeof loadingStates)[number]
