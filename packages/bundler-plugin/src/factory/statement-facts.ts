import type { Program } from 'oxc-parser'
import { isDeclaration } from './module-record.ts'
import type { NodeOf } from './walk.ts'

/**
 * What the rewriting must know of a top-level statement. Not the node itself: hundreds of syntax trees
 * kept alive cost the garbage collector more time than parsing them took.
 */
export interface StatementFacts {
  readonly start: number
  readonly end: number
  readonly kind: 'module-syntax' | 'exported-declaration' | 'export-default' | 'plain'
  /** Where the exported declaration or expression starts. */
  readonly exported?: number
  /** For `export default`. */
  readonly form?: DefaultForm
}

/** A declaration with a name, one of a function without a name, a value that is named "default", others. */
export type DefaultForm = 'named' | 'unnamed-declaration' | 'unnamed-value' | 'value'

type Statement = Program['body'][number]

export function statementFacts(program: Program): StatementFacts[] {
  return program.body.map(factsOf)
}

function factsOf(statement: Statement): StatementFacts {
  const { start, end } = statement
  if (leavesNothing(statement)) return { start, end, kind: 'module-syntax' }
  if (statement.type === 'ExportNamedDeclaration' && statement.declaration) {
    return { start, end, kind: 'exported-declaration', exported: statement.declaration.start }
  }
  if (statement.type !== 'ExportDefaultDeclaration') return { start, end, kind: 'plain' }
  const { declaration } = statement
  const exported = declaration.start
  return { start, end, kind: 'export-default', exported, form: defaultForm(declaration) }
}

function leavesNothing(statement: Statement): boolean {
  if (statement.type === 'ExportNamedDeclaration') return !statement.declaration
  if (statement.type === 'ImportDeclaration' || statement.type === 'ExportAllDeclaration')
    return true
  // The file has its own, and a function with destructured parameters may not carry one.
  return 'directive' in statement && statement.directive === 'use strict'
}

function defaultForm(declaration: NodeOf<'ExportDefaultDeclaration'>['declaration']): DefaultForm {
  if (isDeclaration(declaration) && declaration.id) return 'named'
  if (declaration.type === 'FunctionDeclaration') return 'unnamed-declaration'
  return isUnnamedFunction(declaration) ? 'unnamed-value' : 'value'
}

/** `IsAnonymousFunctionDefinition` of the specification (ECMA-262 §8.4.3). */
function isUnnamedFunction({
  type,
  ...node
}: NodeOf<'ExportDefaultDeclaration'>['declaration']): boolean {
  if (type === 'ArrowFunctionExpression') return true
  const canBeUnnamed =
    type === 'FunctionExpression' || type === 'ClassExpression' || type === 'ClassDeclaration'
  return canBeUnnamed && 'id' in node && !node.id
}
