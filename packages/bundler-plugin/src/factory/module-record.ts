import type { ModuleExportName, Node, Program } from 'oxc-parser'
import { bindingNames } from './binding-names.ts'
import type { NodeOf } from './walk.ts'

/** Stands for "all exports" where a name is imported or exported. */
export const NAMESPACE = '*'
/** The binding of `export default <expression>`, which has no name in the source. */
export const DEFAULT_BINDING = '*default*'

export interface ImportEntry {
  specifier: string
  /** Name in the other module; `NAMESPACE` for `import * as`. */
  imported: string
  local: string
}

export interface ExportEntry {
  exported: string
  /** Binding of this chunk; absent for `export … from`. */
  local?: string
  /** Where a re-exported binding comes from. */
  from?: { specifier: string; imported: string }
}

/** What a chunk imports and exports: the module record of the specification (ECMA-262 §16.2.1.7). */
export interface ModuleRecord {
  /** Imported modules in the order of their first mention, which is the order of evaluation. */
  specifiers: string[]
  imports: ImportEntry[]
  exports: ExportEntry[]
  /** Specifiers of `export * from`. */
  stars: string[]
}

export function readModuleRecord(program: Program): ModuleRecord {
  const specifiers = new Set<string>()
  const imports: ImportEntry[] = []
  const exports: ExportEntry[] = []
  const stars: string[] = []
  for (const statement of program.body) {
    if ('source' in statement && statement.source) specifiers.add(statement.source.value)
    if (statement.type === 'ImportDeclaration') imports.push(...importEntries(statement))
    if (statement.type === 'ExportAllDeclaration') {
      const specifier = statement.source.value
      if (!statement.exported) stars.push(specifier)
      else
        exports.push({
          exported: nameOf(statement.exported),
          from: { specifier, imported: NAMESPACE },
        })
    }
    if (statement.type === 'ExportNamedDeclaration') exports.push(...namedExports(statement))
    if (statement.type === 'ExportDefaultDeclaration') {
      const { declaration } = statement
      const named = isDeclaration(declaration) ? declaration.id?.name : undefined
      exports.push({ exported: 'default', local: named ?? DEFAULT_BINDING })
    }
  }
  return { specifiers: [...specifiers], imports, exports: throughImports(exports, imports), stars }
}

function importEntries(statement: NodeOf<'ImportDeclaration'>): ImportEntry[] {
  const specifier = statement.source.value
  return statement.specifiers.map((item) => ({
    specifier,
    imported: importedName(item),
    local: item.local.name,
  }))
}

function importedName(item: NodeOf<'ImportDeclaration'>['specifiers'][number]): string {
  if (item.type === 'ImportNamespaceSpecifier') return NAMESPACE
  return item.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(item.imported)
}

function namedExports(statement: NodeOf<'ExportNamedDeclaration'>): ExportEntry[] {
  const { declaration, source, specifiers } = statement
  if (declaration?.type === 'VariableDeclaration') {
    return declaration.declarations
      .flatMap(({ id }) => bindingNames(id))
      .map((name) => ({ exported: name, local: name }))
  }
  if (declaration && isDeclaration(declaration) && declaration.id) {
    return [{ exported: declaration.id.name, local: declaration.id.name }]
  }
  return specifiers.map((item) => ({
    exported: nameOf(item.exported),
    ...(source
      ? { from: { specifier: source.value, imported: nameOf(item.local) } }
      : { local: nameOf(item.local) }),
  }))
}

/** `import { a } from 'x'; export { a }` hands on the binding of x, as `export … from` does. */
function throughImports(exports: ExportEntry[], imports: readonly ImportEntry[]): ExportEntry[] {
  const byLocal = new Map(imports.map((entry) => [entry.local, entry]))
  return exports.map((entry) => {
    const from = entry.local === undefined ? undefined : byLocal.get(entry.local)
    return from ? { ...entry, from: { specifier: from.specifier, imported: from.imported } } : entry
  })
}

export function isDeclaration(
  node: Node,
): node is NodeOf<'FunctionDeclaration' | 'ClassDeclaration'> {
  return node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration'
}

function nameOf(name: ModuleExportName): string {
  return name.type === 'Literal' ? name.value : name.name
}
