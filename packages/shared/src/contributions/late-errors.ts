/** What can be wrong with contributions: a page fetches the words when something is. */
export {
  contributionDropped,
  extensionConditionInvalid,
  extensionInvalid,
  extensionPointDuplicate,
  extensionPointUnknown,
  extensionSchemaInvalid,
  extensionSurplus,
} from './errors.ts'
export { nearestPoint } from './nearest-point.ts'
