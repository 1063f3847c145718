import type { Node } from 'oxc-parser'
import type { ReferenceForm } from './scopes.ts'
import type { NodeOf, Visit, Visitors, Walk } from './walk.ts'

/** Visitors of the nodes that use a name, and of those that keep names which are no references. */
export function referenceVisitors(visit: Visit): Visitors {
  const callee = (node: Node, walk: Walk) => {
    if (node.type !== 'Identifier') return visit(node, walk)
    refer(node, walk, node.start === walk.statementStart ? 'statement-call' : 'call')
  }
  const skip = () => {}
  const keyed = (node: NodeOf<'MethodDefinition'>, walk: Walk) => {
    if (node.computed) visit(node.key, walk)
    visit(node.value, walk)
  }
  return {
    Identifier: (node, walk) => refer(node, walk),
    MemberExpression(node, walk) {
      visit(node.object, walk)
      if (node.computed) visit(node.property, walk)
    },
    Property(node, walk) {
      if (node.computed) visit(node.key, walk)
      if (node.shorthand && node.value.type === 'Identifier') refer(node.value, walk, 'shorthand')
      else visit(node.value, walk)
    },
    MethodDefinition: keyed,
    CallExpression(node, walk) {
      callee(node.callee, walk)
      for (const argument of node.arguments) visit(argument, walk)
    },
    TaggedTemplateExpression(node, walk) {
      walk.scan.taggedTemplates.push(node)
      callee(node.tag, walk)
      for (const expression of node.quasi.expressions) visit(expression, walk)
    },
    AssignmentExpression(node, walk) {
      assign(node.left, walk, visit)
      visit(node.right, walk)
    },
    UpdateExpression: (node, walk) => assign(node.argument, walk, visit),
    ImportDeclaration: skip,
    ExportAllDeclaration: skip,
    ExportNamedDeclaration: (node, walk) => visit(node.declaration, walk),
    BreakStatement: skip,
    ContinueStatement: skip,
    LabeledStatement: (node, walk) => visit(node.body, walk),
  }
}

function refer(
  { name, start, end }: NodeOf<'Identifier'>,
  walk: Walk,
  form: ReferenceForm = 'plain',
  write = false,
) {
  walk.scopes.refer({ name, start, end, form, write, depth: walk.depth })
}

/** Visits the target of an assignment, whose identifiers are written, not read. */
export function assign(
  target: Node | null,
  walk: Walk,
  visit: Visit,
  form: ReferenceForm = 'plain',
): void {
  switch (target?.type) {
    case 'Identifier':
      return refer(target, walk, form, true)
    case 'ObjectPattern':
      return target.properties.forEach((property) => {
        if (property.type === 'RestElement') return assign(property.argument, walk, visit)
        if (property.computed) visit(property.key, walk)
        assign(property.value, walk, visit, property.shorthand ? 'shorthand' : 'plain')
      })
    case 'ArrayPattern':
      return target.elements.forEach((element) => assign(element, walk, visit))
    case 'RestElement':
      return assign(target.argument, walk, visit)
    case 'AssignmentPattern':
      assign(target.left, walk, visit, form)
      return visit(target.right, walk)
    default:
      return visit(target, walk)
  }
}
