import type { ChunkFacts } from './analyse-chunk.ts'
import type { Edit } from './edits.ts'
import { isDeclaration } from './module-record.ts'
import type { NodeOf } from './walk.ts'

type Statement = ChunkFacts['program']['body'][number]
type DefaultExport = NodeOf<'ExportDefaultDeclaration'>

export interface StatementEdits {
  edits: Edit[]
  /** Statements that must run before any of the chunk's own. */
  prelude: string[]
  /** Whether a statement may follow the last one without a separator. */
  closed: boolean
}

/** Takes the module syntax away and leaves plain declarations. `defaultName` names an unnamed default. */
export function statementEdits(facts: ChunkFacts, defaultName: () => string): StatementEdits {
  const { code, program, comments } = facts
  const result: StatementEdits = { edits: [], prelude: [], closed: true }
  const { edits } = result
  if (program.hashbang) edits.push({ ...spanOf(program.hashbang), text: '' })
  for (const statement of program.body) {
    if (leavesNothing(statement)) {
      // The removed text may have ended the statement before it, where that has no semicolon.
      edits.push({ ...spanOf(statement), text: result.closed ? '' : ';' })
      result.closed = true
      continue
    }
    result.closed = code[statement.end - 1] === ';'
    if (statement.type === 'ExportNamedDeclaration' && statement.declaration) {
      edits.push({ start: statement.start, end: statement.declaration.start, text: '' })
    }
    if (statement.type === 'ExportDefaultDeclaration') {
      defaultEdits(statement, code, defaultName, result)
    }
  }
  for (const { value, start, end } of comments) {
    if (/^[#@]\s*sourceMappingURL=/.test(value)) edits.push({ start, end, text: '' })
  }
  return result
}

function leavesNothing(statement: Statement): boolean {
  if (statement.type === 'ExportNamedDeclaration') return !statement.declaration
  if (statement.type === 'ImportDeclaration' || statement.type === 'ExportAllDeclaration')
    return true
  // The file has its own, and a function with destructured parameters may not carry one.
  return 'directive' in statement && statement.directive === 'use strict'
}

/**
 * `export default` as a declaration. An unnamed function or class has the name "default", which it
 * takes from the property that it is the value of; a function declaration is hoisted as well, so
 * that it is given its name before anything runs.
 */
function defaultEdits(
  { start, end, declaration }: DefaultExport,
  code: string,
  defaultName: () => string,
  { edits, prelude }: StatementEdits,
) {
  const keyword = { start, end: code.indexOf('default', start) + 'default'.length }
  if (isDeclaration(declaration) && declaration.id) return edits.push({ ...keyword, text: '' })
  const name = defaultName()
  if (declaration.type === 'FunctionDeclaration') {
    const head = /^(?:async\s+)?function\s*\*?/.exec(code.slice(declaration.start))?.[0] ?? ''
    const at = declaration.start + head.length
    edits.push({ ...keyword, text: '' }, { start: at, end: at, text: ` ${name}` })
    return prelude.push(`Object.defineProperty(${name},"name",{value:"default"});`)
  }
  if (!isUnnamedFunction(declaration)) return edits.push({ ...keyword, text: `const ${name}=` })
  const last = code[end - 1] === ';' ? end - 1 : end
  return edits.push(
    { ...keyword, text: `const ${name}={default:` },
    { start: last, end: last, text: last === end ? '}.default;' : '}.default' },
  )
}

/** `IsAnonymousFunctionDefinition` of the specification (ECMA-262 §8.4.3). */
function isUnnamedFunction({ type, ...node }: DefaultExport['declaration']): boolean {
  if (type === 'ArrowFunctionExpression') return true
  const canBeUnnamed =
    type === 'FunctionExpression' || type === 'ClassExpression' || type === 'ClassDeclaration'
  return canBeUnnamed && 'id' in node && !node.id
}

const spanOf = ({ start, end }: { start: number; end: number }) => ({ start, end })
