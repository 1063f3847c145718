import type { BudgetLimits } from './budget.ts'

/** What a host decides over speculative loads. Which plugins are preloaded at all, their manifests say. */
export interface PreloadOptions {
  /**
   * Of all bytes that the page has fetched, the share that may be preloaded and not used yet, from 0,
   * which turns preloading in the page off, to 1. Default 0.15.
   */
  share?: number
  /** Bytes before compression that a session may preload, used or not. Default 20 MB. */
  session?: number
  /** Learn, on this device only, which route follows which, and prefetch what is likely. Default true. */
  learn?: boolean
}

export const defaultLimits: BudgetLimits = { share: 0.15, session: 20 * 1024 * 1024 }

/** What of the options is no limit, in words. */
export function wrongLimits({ share, session }: PreloadOptions): string[] {
  const wrong: string[] = []
  if (share !== undefined && !(share >= 0 && share <= 1)) wrong.push('"share" is from 0 to 1')
  if (session !== undefined && !(session >= 0)) wrong.push('"session" is a number of bytes')
  return wrong
}
