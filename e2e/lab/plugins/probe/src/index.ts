import { definePlugin } from '@mortise/browser-runtime'

export default definePlugin({ init() {} })
