import type { BindingPattern, Node } from 'oxc-parser'
import { bindingNames } from './binding-names.ts'
import { assign } from './visit-references.ts'
import type { NodeOf, Visit, Visitors, Walk } from './walk.ts'

type FunctionNode = NodeOf<'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression'>
type ClassNode = NodeOf<'ClassDeclaration' | 'ClassExpression'>
type ValueLoop = NodeOf<'ForInStatement' | 'ForOfStatement'>

type List = (nodes: readonly Node[], walk: Walk) => void

/** Visitors of the nodes that open a scope or declare a name (ECMA-262 §8.2 and §9.1). */
export function scopeVisitors(visit: Visit): Visitors {
  const list: List = (nodes, walk) => {
    for (const node of nodes) {
      walk.statementStart = node.start
      visit(node, walk)
    }
  }
  return {
    ...blockVisitors(visit, list),
    ...loopVisitors(visit),
    ...functionVisitors(visit, list),
    VariableDeclaration(node, walk) {
      const { kind, declarations } = node
      if (kind === 'await using' && walk.depth === 0) walk.scan.topLevelAwaitStatements.push(node)
      for (const { id, init } of declarations) {
        declarePattern(id, walk, visit, kind === 'var' ? 'var' : 'lexical')
        visit(init, walk)
      }
    },
  }
}

function inBlock(walk: Walk, body: () => void) {
  walk.scopes.enter('block')
  body()
  walk.scopes.exit()
}

function blockVisitors(visit: Visit, list: List): Visitors {
  const classNode = (node: ClassNode, walk: Walk) => {
    if (node.type === 'ClassDeclaration' && node.id) walk.scopes.declare(node.id.name, 'lexical')
    inBlock(walk, () => {
      if (node.id) walk.scopes.declare(node.id.name, 'lexical')
      visit(node.superClass, walk)
      visit(node.body, walk)
    })
  }
  return {
    Program: (node, walk) => list(node.body, walk),
    BlockStatement: (node, walk) => inBlock(walk, () => list(node.body, walk)),
    SwitchStatement(node, walk) {
      visit(node.discriminant, walk)
      inBlock(walk, () => node.cases.forEach((item) => visit(item, walk)))
    },
    SwitchCase(node, walk) {
      visit(node.test, walk)
      list(node.consequent, walk)
    },
    CatchClause: (node, walk) =>
      inBlock(walk, () => {
        declarePattern(node.param, walk, visit)
        visit(node.body, walk)
      }),
    ClassDeclaration: classNode,
    ClassExpression: classNode,
  }
}

function loopVisitors(visit: Visit): Visitors {
  const overValues = (node: ValueLoop, walk: Walk) =>
    inBlock(walk, () => {
      if (node.left.type === 'VariableDeclaration') visit(node.left, walk)
      else assign(node.left, walk, visit)
      visit(node.right, walk)
      visit(node.body, walk)
    })
  return {
    ForStatement: (node, walk) =>
      inBlock(walk, () => {
        for (const part of [node.init, node.test, node.update, node.body]) visit(part, walk)
      }),
    ForInStatement: overValues,
    ForOfStatement(node, walk) {
      if (node.await && walk.depth === 0) walk.scan.topLevelAwaitStatements.push(node)
      overValues(node, walk)
    },
  }
}

/** What runs with a `this`, a `var` scope or an `await` of its own. */
function functionVisitors(visit: Visit, list: List): Visitors {
  const inFunction = (walk: Walk, hasThis: 0 | 1, body: () => void) => {
    walk.depth += 1
    walk.thisDepth += hasThis
    walk.scopes.enter('function')
    body()
    walk.scopes.exit()
    walk.thisDepth -= hasThis
    walk.depth -= 1
  }
  const functionNode = (node: FunctionNode, walk: Walk) => {
    if (node.type === 'FunctionDeclaration' && node.id) walk.scopes.declare(node.id.name, 'lexical')
    inFunction(walk, node.type === 'ArrowFunctionExpression' ? 0 : 1, () => {
      if (node.type === 'FunctionExpression' && node.id)
        walk.scopes.declare(node.id.name, 'lexical')
      for (const parameter of node.params) declarePattern(parameter as BindingPattern, walk, visit)
      if (node.body?.type !== 'BlockStatement') return visit(node.body, walk)
      // A scope of its own: a parameter's default value does not see the body's variables.
      walk.scopes.enter('function')
      list(node.body.body, walk)
      walk.scopes.exit()
    })
  }
  const field = (node: NodeOf<'PropertyDefinition' | 'AccessorProperty'>, walk: Walk) => {
    if (node.computed) visit(node.key, walk)
    inFunction(walk, 1, () => visit(node.value, walk))
  }
  return {
    FunctionDeclaration: functionNode,
    FunctionExpression: functionNode,
    ArrowFunctionExpression: functionNode,
    PropertyDefinition: field,
    AccessorProperty: field,
    StaticBlock: (node, walk) => inFunction(walk, 1, () => list(node.body, walk)),
  }
}

/** Declares a pattern's names, and visits its default values and computed keys. */
function declarePattern(
  pattern: BindingPattern | null,
  walk: Walk,
  visit: Visit,
  kind: 'lexical' | 'var' = 'lexical',
) {
  for (const name of bindingNames(pattern)) walk.scopes.declare(name, kind)
  visitPatternValues(pattern, walk, visit)
}

function visitPatternValues(pattern: Node | null, walk: Walk, visit: Visit): void {
  const values = (node: Node | null) => visitPatternValues(node, walk, visit)
  switch (pattern?.type) {
    case 'ObjectPattern':
      return pattern.properties.forEach((property) => {
        if (property.type === 'RestElement') return values(property.argument)
        if (property.computed) visit(property.key, walk)
        values(property.value)
      })
    case 'ArrayPattern':
      return pattern.elements.forEach(values)
    case 'RestElement':
      return values(pattern.argument)
    case 'AssignmentPattern':
      values(pattern.left)
      visit(pattern.right, walk)
  }
}
