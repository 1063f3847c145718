export { followPage, lookingPage } from './follow-page.ts'
export { createReleases } from './plugin-releases.ts'
export { siftCatalog } from './sift.ts'
export { defaultReleaseOptions } from './release-options.ts'
