export { contributionsOf, declaredPointsOf } from './contributions-of.ts'
export type {
  ExtensionPointDeclaration,
  ExtensionPointDeclarations,
  JsonSchema,
} from './declaration.ts'
export {
  contributionDropped,
  extensionConditionInvalid,
  extensionFeatureMissing,
  extensionInvalid,
  extensionPointDuplicate,
  extensionPointUnknown,
  extensionSchemaInvalid,
  extensionSurplus,
  type ContributionPlace,
} from './errors.ts'
export { nearestPoint } from './nearest-point.ts'
