import { isAscii } from './ascii.ts'
import { readModuleRecord, type ModuleRecord } from './module-record.ts'
import { parseChunk, type ChunkComment } from './parse-chunk.ts'
import { scanChunk, type ChunkScan } from './scan-chunk.ts'
import { statementFacts, type StatementFacts } from './statement-facts.ts'

/** What one chunk's text says, before anything is known of the other chunks. */
export interface ChunkFacts {
  readonly file: string
  readonly code: string
  readonly statements: readonly StatementFacts[]
  readonly comments: readonly ChunkComment[]
  readonly record: ModuleRecord
  readonly scan: ChunkScan
  /** Bindings that a function assigns to, so that their value may change after evaluation. */
  readonly reassigned: ReadonlySet<string>
  /** Imported bindings that the chunk assigns to, which throws when it runs. */
  readonly assignedImports: ReadonlySet<string>
  readonly async: boolean
}

/** Parses and scans a chunk. Throws `CHUNK_SYNTAX`. */
export function analyseChunk(file: string, code: string): ChunkFacts {
  const { program, comments } = parseChunk(file, code)
  const record = readModuleRecord(program)
  const imported = new Set(record.imports.map(({ local }) => local))
  const exported = record.exports.flatMap(({ local }) => local ?? [])
  const found = scanChunk(program, new Set([...imported, ...exported]))
  // Only other characters have to be looked for in literals; most chunks have none.
  const scan = isAscii(code) ? { ...found, literals: [] } : found
  const writes = scan.references.filter(({ write }) => write)
  return {
    file,
    code,
    statements: statementFacts(program),
    comments,
    record,
    scan,
    reassigned: new Set(writes.flatMap(({ name, depth }) => (depth > 0 ? name : []))),
    assignedImports: new Set(writes.flatMap(({ name }) => (imported.has(name) ? name : []))),
    async: scan.topLevelAwaits.length > 0 || scan.topLevelAwaitStatements.length > 0,
  }
}
