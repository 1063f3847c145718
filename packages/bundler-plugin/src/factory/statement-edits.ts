import type { ChunkFacts } from './analyse-chunk.ts'
import type { Edit } from './edits.ts'
import type { StatementFacts } from './statement-facts.ts'

export interface StatementEdits {
  edits: Edit[]
  /** Statements that must run before any of the chunk's own. */
  prelude: string[]
  /** Whether a statement may follow the last one without a separator. */
  closed: boolean
}

/** Takes the module syntax away and leaves plain declarations. `defaultName` names an unnamed default. */
export function statementEdits(facts: ChunkFacts, defaultName: () => string): StatementEdits {
  const { code, statements, comments } = facts
  const result: StatementEdits = { edits: [], prelude: [], closed: true }
  const { edits } = result
  const hashbang = /^#!.*/.exec(code)?.[0] ?? ''
  edits.push({ start: 0, end: hashbang.length, text: '' })
  for (const statement of statements) {
    const { start, end, kind, exported = start } = statement
    if (kind === 'module-syntax') {
      // The removed text may have ended the statement before it, where that has no semicolon.
      edits.push({ start, end, text: result.closed ? '' : ';' })
      result.closed = true
      continue
    }
    result.closed = code[end - 1] === ';'
    if (kind === 'exported-declaration') edits.push({ start, end: exported, text: '' })
    if (kind === 'export-default') defaultEdits(statement, code, defaultName, result)
  }
  for (const { value, start, end } of comments) {
    if (/^[#@]\s*sourceMappingURL=/.test(value)) edits.push({ start, end, text: '' })
  }
  return result
}

/**
 * `export default` as a declaration. An unnamed function or class has the name "default", which it
 * takes from the property that it is the value of; a function declaration is hoisted as well, so
 * that it is given its name before anything runs.
 */
function defaultEdits(
  { start, end, exported = start, form }: StatementFacts,
  code: string,
  defaultName: () => string,
  { edits, prelude }: StatementEdits,
) {
  const keyword = { start, end: code.indexOf('default', start) + 'default'.length }
  if (form === 'named') return edits.push({ ...keyword, text: '' })
  const name = defaultName()
  if (form === 'unnamed-declaration') {
    const head = /^(?:async\s+)?function\s*\*?/.exec(code.slice(exported))?.[0] ?? ''
    const at = exported + head.length
    edits.push({ ...keyword, text: '' }, { start: at, end: at, text: ` ${name}` })
    return prelude.push(`Object.defineProperty(${name},"name",{value:"default"});`)
  }
  if (form === 'value') return edits.push({ ...keyword, text: `const ${name}=` })
  const last = code[end - 1] === ';' ? end - 1 : end
  return edits.push(
    { ...keyword, text: `const ${name}={default:` },
    { start: last, end: last, text: last === end ? '}.default;' : '}.default' },
  )
}
