import type { BindingPattern, BindingRestElement, ParamPattern } from 'oxc-parser'

type Pattern = BindingPattern | BindingRestElement | ParamPattern | null

/** The names that a binding pattern declares, in source order. */
export function bindingNames(pattern: Pattern): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        bindingNames(property.type === 'RestElement' ? property : property.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap(bindingNames)
    case 'AssignmentPattern':
      return bindingNames(pattern.left)
    case 'RestElement':
      return bindingNames(pattern.argument)
    default:
      return []
  }
}
