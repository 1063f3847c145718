export { contributionsOf, declaredPointsOf } from './contributions-of.ts'
export type {
  ExtensionPointDeclaration,
  ExtensionPointDeclarations,
  JsonSchema,
} from './declaration.ts'
export {
  extensionConditionInvalid,
  extensionFeatureMissing,
  extensionInvalid,
  extensionPointDuplicate,
  extensionPointUnknown,
  extensionSchemaInvalid,
  extensionSurplus,
  type ContributionPlace,
} from './errors.ts'
