import remapping, { type SourceMap, type SourceMapInput } from '@jridgewell/remapping'
import MagicString from 'magic-string'
import { asciiIdentifier, asciiString } from './ascii.ts'
import { bodyEdits, contextMembers } from './body-edits.ts'
import type { LinkedChunk } from './chunk-graph.ts'
import { bindDependencies, type DependencyBindings } from './dependency-bindings.ts'
import { applyEdits } from './edits.ts'
import { chunkLoopInCycle } from './errors.ts'
import { createFreshNames } from './fresh-names.ts'
import { propertyKey } from './identifiers.ts'
import type { Remember } from './remember.ts'
import { DEFAULT_BINDING } from './module-record.ts'
import type { ChunkExports, ExportResolver, ResolvedExport } from './resolve-exports.ts'
import { statementEdits } from './statement-edits.ts'

export interface WrittenFactory {
  code: string
  map?: SourceMap
}

/**
 * Writes a chunk as a classic script that registers its factory:
 * `"use strict";mortise(["dep"],(({a:e},$)=>{ … return{x,get y(){return y}}}));`
 *
 * A chunk in a cycle is a generator: it yields its exports as getters, so that other chunks can
 * call its hoisted functions before it is evaluated. So is one with `export *` of a shared dependency.
 */
export function writeFactory(
  chunk: LinkedChunk,
  exports: ExportResolver,
  incomingMap: SourceMapInput | undefined,
  remember: Remember,
): WrittenFactory {
  const { facts } = chunk
  const { topLevelAwaitStatements } = facts.scan
  if (chunk.stepwise && topLevelAwaitStatements.length > 0) throw chunkLoopInCycle(facts.file)

  const fresh = createFreshNames(facts.code)
  const context = lazy(fresh)
  const defaultName = lazy(fresh)
  const bindings = bindDependencies(chunk, exports, fresh)
  const body = bodyEdits(chunk, bindings.live, context.get, fresh)
  const statements = statementEdits(facts, defaultName.get)
  const returned = exportsExpression(chunk, exports.exportsOf(chunk), bindings, {
    context: context.get,
    defaultName: defaultName.get,
  })

  const code = new MagicString(facts.code)
  applyEdits(code, [...statements.edits, ...body.edits])
  const parameters = bindings.parameters(context.current())
  const prelude = [...bindings.prelude(), ...body.prelude, ...statements.prelude]
  if (chunk.stepwise) prelude.push(`yield${returned && ` ${returned}`};`)
  code.prepend(`${head(chunk, parameters)}${prelude.join('')}`)
  code.append(`${tail(chunk, returned, statements.closed)}}));`)
  return withMap(code, facts, incomingMap, remember)
}

function head({ dependencies, stepwise, facts }: LinkedChunk, parameters: string): string {
  const deps = dependencies.map(({ key }) => asciiString(key)).join()
  const opening = stepwise ? `function*(${parameters}){` : `(${parameters})=>{`
  // The parenthesis makes V8 compile the factory at once: else it parses twice and caches nothing.
  return `"use strict";mortise([${deps}],(${facts.async && !stepwise ? 'async' : ''}${opening}`
}

function tail({ stepwise, facts }: LinkedChunk, returned: string, closed: boolean): string {
  const last = facts.comments.at(-1)
  const inLine = last && facts.code.startsWith('//', last.start)
  const newline = inLine && facts.code.slice(last.end).trim() === '' ? '\n' : ''
  if (stepwise || !returned) return newline
  return `${newline}${closed ? '' : ';'}return${returned.startsWith('{') ? '' : ' '}${returned}`
}

interface Names {
  context(): string
  defaultName(): string
}

/** The exports as an object literal, or '' for none. What can change is a getter. */
function exportsExpression(
  chunk: LinkedChunk,
  { named, open }: ChunkExports,
  bindings: DependencyBindings,
  names: Names,
): string {
  const entries = named.map((entry) => {
    const key = propertyKey(entry.exported)
    const value = exportValue(entry, bindings, names)
    if (chunk.stepwise || entry.live) return `get ${key}(){return ${value}}`
    return key === value ? key : `${key}:${value}`
  })
  const own = `{${entries.join()}}`
  if (open.length === 0) return entries.length > 0 ? own : ''
  const stars = open.map((dependency) => bindings.read(dependency, '*'))
  return `${names.context()}.${contextMembers.mergeStars}(${[own, ...stars].join()})`
}

function exportValue(
  { local, from, live }: ResolvedExport,
  bindings: DependencyBindings,
  { defaultName }: Names,
): string {
  if (local === DEFAULT_BINDING) return defaultName()
  const isLocal = local !== undefined && !live && !bindings.live.has(local)
  if (from && !isLocal) return bindings.read(from.dependency, from.imported)
  return asciiIdentifier(local ?? '')
}

function withMap(
  code: MagicString,
  { file, code: before }: LinkedChunk['facts'],
  incoming: SourceMapInput | undefined,
  remember: Remember,
): WrittenFactory {
  const written = code.toString()
  if (!incoming) return { code: written }
  const map = remember(`map ${before} ${written} ${JSON.stringify(incoming)}`, () => {
    const own = code.generateDecodedMap({ source: file, hires: 'boundary' })
    return remapping([{ ...own, version: 3, names: own.names }, incoming], () => null)
  })
  return { code: written, map }
}

/** A name that exists only when something asked for it. */
function lazy(fresh: () => string) {
  let name: string | undefined
  return { get: () => (name ??= fresh()), current: () => name }
}
