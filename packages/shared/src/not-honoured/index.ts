export { keysNotHonoured } from './keys-not-honoured.ts'
export { configNotHonoured, configUnsupported } from './words.ts'
