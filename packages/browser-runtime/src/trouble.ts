/**
 * What a start without trouble never needs, in one file: so the start-up path names one address, and
 * a page that went offline after its first failure has the words of the next.
 */
export { checkCatalog } from './catalog/check-catalog.ts'
export { afterFailure } from './kernel/after-failure.ts'
export { reportFailure } from './kernel/report-failure.ts'
export * from './late-errors.ts'
export { readManifest } from './loader/read-manifest.ts'
export { recover } from './loader/recover.ts'
