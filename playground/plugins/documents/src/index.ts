import { definePlugin } from '@mortise/browser-runtime'

// Nothing to prepare: the feature is all there is.
export default definePlugin({ init() {} })
