/** A JSON Schema: draft 2020-12, or what its `$schema` names of 2019-09, draft-07 and draft-04. */
export type JsonSchema = boolean | Readonly<Record<string, unknown>>

/** What an extension point takes. */
export interface ExtensionPointDeclaration {
  /** Each contribution must satisfy it; `when` and `priority` are not shown to it. */
  readonly schema?: JsonSchema | undefined
  /** `single`: the first contribution in order counts. Default `multiple`. */
  readonly cardinality?: 'single' | 'multiple' | undefined
}

/** Declarations by name of the point. */
export type ExtensionPointDeclarations = Readonly<Record<string, ExtensionPointDeclaration>>
