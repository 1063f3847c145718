import { asciiEdits, asciiString, isAscii } from './ascii.ts'
import { staticSpecifier, type LinkedChunk } from './chunk-graph.ts'
import type { Edit } from './edits.ts'
import type { Reference } from './scopes.ts'
import type { NodeOf } from './walk.ts'

/** What the context, a factory's last argument, is asked for. */
export const contextMembers = {
  meta: 'm',
  import: 'i',
  importUnknown: 'x',
  mergeStars: 's',
} as const

interface Body {
  edits: Edit[]
  prelude: string[]
}

/** Rewrites in a chunk's code what means something else, or nothing, outside a module. */
export function bodyEdits(
  chunk: LinkedChunk,
  live: ReadonlyMap<string, string>,
  context: () => string,
  fresh: () => string,
): Body {
  const { code, comments, scan } = chunk.facts
  const prelude: string[] = []
  const edits: Edit[] = asciiEdits(code, scan.literals, comments)
  for (const reference of scan.references) {
    const value = live.get(reference.name)
    if (value) edits.push(referenceEdit(reference, value))
  }
  for (const { start, end } of scan.topLevelThis) edits.push({ start, end, text: 'void 0' })
  for (const { start, end } of scan.metas) {
    edits.push({ start, end, text: `${context()}.${contextMembers.meta}` })
  }
  for (const node of scan.dynamicImports) edits.push(dynamicImportEdit(node, chunk, context()))
  if (chunk.stepwise) edits.push(...scan.topLevelAwaits.flatMap(awaitEdits))
  for (const { quasi } of scan.taggedTemplates) {
    if (quasi.quasis.every(({ value }) => isAscii(value.raw))) continue
    const name = fresh()
    prelude.push(templateObject(name, quasi))
    edits.push(...taggedEdits(name, quasi))
  }
  return { edits, prelude }
}

function referenceEdit({ name, start, end, form }: Reference, value: string): Edit {
  const text = {
    plain: value,
    shorthand: `${name}:${value}`,
    // A bare member call would pass the namespace as `this`.
    call: `(0,${value})`,
    'statement-call': `;(0,${value})`,
  }[form]
  return { start, end, text }
}

function dynamicImportEdit(
  { start, end, source }: NodeOf<'ImportExpression'>,
  { dynamic }: LinkedChunk,
  context: string,
): Edit {
  const key = dynamic.get(staticSpecifier(source) ?? '')
  if (key !== undefined) {
    return { start, end, text: `${context}.${contextMembers.import}(${asciiString(key)})` }
  }
  const keyword = start + 'import'.length
  return { start, end: keyword, text: `${context}.${contextMembers.importUnknown}` }
}

/** A chunk in a cycle is a generator that the linker drives; an async one hands its promises out. */
function awaitEdits({
  node,
  startsStatement,
}: {
  node: NodeOf<'AwaitExpression'>
  startsStatement: boolean
}): Edit[] {
  const keyword = node.start + 'await'.length
  return [
    { start: node.start, end: keyword, text: startsStatement ? ';(yield' : '(yield' },
    { start: node.end, end: node.end, text: ')' },
  ]
}

/**
 * A tag sees the source text of its template, escapes included, so that a template with non-ASCII
 * text becomes a call with a template object of its own: one for each place, as in the language.
 */
function templateObject(name: string, { quasis }: NodeOf<'TemplateLiteral'>): string {
  const cooked = quasis.map(({ value }) =>
    value.cooked === null ? 'void 0' : asciiString(value.cooked),
  )
  const raw = quasis.map(({ value }) => asciiString(value.raw))
  return `const ${name}=Object.freeze(Object.defineProperty([${cooked.join()}],"raw",{value:Object.freeze([${raw.join()}])}));`
}

function taggedEdits(name: string, { start, end, quasis }: NodeOf<'TemplateLiteral'>): Edit[] {
  const [first, ...rest] = quasis
  if (!first || rest.length === 0) return [{ start, end, text: `(${name})` }]
  return [
    { start, end: first.end + '${'.length, text: `(${name},(` },
    ...rest.map((quasi) =>
      quasi.tail
        ? { start: quasi.start - '}'.length, end, text: '))' }
        : { start: quasi.start - '}'.length, end: quasi.end + '${'.length, text: '),(' },
    ),
  ]
}
