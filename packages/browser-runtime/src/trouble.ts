/**
 * What a start without trouble never needs, in one file: so the start-up path names one address, and
 * a page that went offline after its first failure has the words of the next.
 */
export { afterFailure } from './kernel/after-failure.ts'
export { reportFailure } from './kernel/report-failure.ts'
export * from './late-errors.ts'
export { checkCatalog, keptCache, pageCache, readManifest, recover } from './tiers.ts'
