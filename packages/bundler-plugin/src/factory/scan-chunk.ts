import type { Program, Span } from 'oxc-parser'
import { createScopes, type Reference } from './scopes.ts'
import { referenceVisitors } from './visit-references.ts'
import { scopeVisitors } from './visit-scopes.ts'
import { createVisit, type NodeOf, type Visit, type Visitors, type Walk } from './walk.ts'

export interface ChunkScan {
  /** References to the chunk's own bindings of interest. */
  readonly references: readonly Reference[]
  readonly dynamicImports: NodeOf<'ImportExpression'>[]
  readonly metas: Span[]
  /** `this` where it means the module's own, which is `undefined`. */
  readonly topLevelThis: Span[]
  readonly topLevelAwaits: { node: NodeOf<'AwaitExpression'>; startsStatement: boolean }[]
  /** `for await` and `await using` at the top level. */
  readonly topLevelAwaitStatements: Span[]
  /** String, template and regular expression literals, in source order. */
  readonly literals: Span[]
  readonly taggedTemplates: NodeOf<'TaggedTemplateExpression'>[]
}

/** Walks a chunk once and collects all that its factory form depends on. */
export function scanChunk(program: Program, interesting: ReadonlySet<string>): ChunkScan {
  const scopes = createScopes(interesting)
  const scan: ChunkScan = {
    references: scopes.unshadowed(),
    dynamicImports: [],
    metas: [],
    topLevelThis: [],
    topLevelAwaits: [],
    topLevelAwaitStatements: [],
    literals: [],
    taggedTemplates: [],
  }
  visitNode(program, { scopes, scan, depth: 0, thisDepth: 0, statementStart: -1 })
  return scan
}

const visitNode: Visit = (node, walk) => visitAll(node, walk)
const visitAll = createVisit({
  ...scopeVisitors(visitNode),
  ...referenceVisitors(visitNode),
  ...syntaxVisitors(visitNode),
})

function syntaxVisitors(visit: Visit): Visitors {
  return {
    ThisExpression(node, { scan, thisDepth }) {
      if (thisDepth === 0) scan.topLevelThis.push(node)
    },
    MetaProperty(node, { scan }) {
      if (node.meta.name === 'import') scan.metas.push(node)
    },
    ImportExpression(node, walk) {
      walk.scan.dynamicImports.push(node)
      visit(node.source, walk)
      visit(node.options, walk)
    },
    AwaitExpression(node, walk) {
      const startsStatement = node.start === walk.statementStart
      if (walk.depth === 0) walk.scan.topLevelAwaits.push({ node, startsStatement })
      visit(node.argument, walk)
    },
    Literal(node, { scan }) {
      if (typeof node.value === 'string' || 'regex' in node) scan.literals.push(spanOf(node))
    },
    TemplateElement: (node, { scan }) => void scan.literals.push(spanOf(node)),
    BinaryExpression: binary(visit),
  }
}

/** A loop, because minified code has chains of thousands of operators, which would fill the stack. */
function binary(visit: Visit) {
  return (node: NodeOf<'BinaryExpression'>, walk: Walk) => {
    const rights = []
    let left: NodeOf<'BinaryExpression'>['left'] = node
    while (left.type === 'BinaryExpression') {
      rights.push(left.right)
      left = left.left
    }
    visit(left, walk)
    for (const right of rights.reverse()) visit(right, walk)
  }
}

/** Not the node, which would keep what hangs on it. */
const spanOf = ({ start, end }: Span): Span => ({ start, end })
