import type { Dependency, LinkedChunk } from './chunk-graph.ts'
import { asciiIdentifier } from './ascii.ts'
import { memberAccess, propertyKey } from './identifiers.ts'
import { NAMESPACE } from './module-record.ts'
import type { ExportResolver } from './resolve-exports.ts'

/** How one dependency's namespace enters a factory. */
interface Entrance {
  /** Name of the namespace object, where something needs it. */
  namespace?: string
  /** `import * as` of the same dependency under a second name. */
  readonly aliases: string[]
  /** Imports that never change, as parts of a destructuring pattern. */
  readonly constants: string[]
}

export interface DependencyBindings {
  /** The expression that reads an export of a dependency. */
  read(dependency: Dependency, imported: string): string
  /** What an imported local reads: absent where it stays a local of the factory. */
  readonly live: ReadonlyMap<string, string>
  /** One for each dependency, and the context where it has a name; call it last. */
  parameters(context: string | undefined): string
  /** Declarations for what parameters alone cannot express; call it last. */
  prelude(): string[]
}

/**
 * Decides for each import whether it is a local or a property read. A local is much faster, but is
 * right only where the binding cannot change any more: its chunk has been evaluated, and no function
 * assigns to it. A chunk in a cycle may run before its dependencies are evaluated.
 */
export function bindDependencies(
  chunk: LinkedChunk,
  exports: ExportResolver,
  fresh: () => string,
): DependencyBindings {
  const entrances = new Map<Dependency, Entrance>()
  for (const dependency of chunk.dependencies)
    entrances.set(dependency, { aliases: [], constants: [] })
  const entranceOf = (dependency: Dependency): Entrance => {
    const entrance = entrances.get(dependency) ?? { aliases: [], constants: [] }
    entrances.set(dependency, entrance)
    return entrance
  }
  const namespaceOf = (dependency: Dependency) => (entranceOf(dependency).namespace ??= fresh())
  const read = (dependency: Dependency, imported: string) => {
    const namespace = namespaceOf(dependency)
    return imported === NAMESPACE ? namespace : memberAccess(namespace, imported)
  }

  const live = new Map<string, string>()
  const { record, assignedImports } = chunk.facts
  // Namespace imports first: their names serve the live imports of the same dependency.
  const sorted = record.imports.toSorted((a, b) => rank(a.imported) - rank(b.imported))
  for (const entry of sorted) {
    const dependency = chunk.bySpecifier.get(entry.specifier)
    if (!dependency) continue
    const entrance = entranceOf(dependency)
    const isLive =
      exports.isLiveImport(chunk, entry) ||
      assignedImports.has(entry.local) ||
      (chunk.stepwise && dependency.chunk !== undefined)
    const local = asciiIdentifier(entry.local)
    if (entry.imported === NAMESPACE) {
      if (entrance.namespace) entrance.aliases.push(local)
      else entrance.namespace = local
    } else if (isLive) live.set(entry.local, read(dependency, entry.imported))
    else entrance.constants.push(patternPart(entry.imported, local))
  }

  return {
    read,
    live,
    parameters: (context) => parameterList([...entrances.values()], context, fresh),
    prelude: () => [...entrances.values()].flatMap(preludeOf),
  }
}

const rank = (imported: string) => (imported === NAMESPACE ? 0 : 1)

function patternPart(imported: string, local: string): string {
  const key = propertyKey(imported)
  return key === local ? local : `${key}:${local}`
}

function parameterList(
  entrances: readonly Entrance[],
  context: string | undefined,
  fresh: () => string,
): string {
  const parameters = entrances.map(({ namespace, constants }) => {
    if (namespace) return namespace
    return constants.length > 0 ? `{${constants.join()}}` : undefined
  })
  if (context) parameters.push(context)
  const used = parameters.findLastIndex((parameter) => parameter !== undefined) + 1
  return parameters
    .slice(0, used)
    .map((parameter) => parameter ?? fresh())
    .join()
}

function preludeOf({ namespace, aliases, constants }: Entrance): string[] {
  if (!namespace) return []
  const lines = aliases.map((alias) => `const ${alias}=${namespace};`)
  return constants.length > 0 ? [`const{${constants.join()}}=${namespace};`, ...lines] : lines
}
