import type { Rolldown } from 'vite'
import { readModule } from '../factory/index.ts'
import type { ModuleNames } from '../plan/module-graph.ts'
import { fileOf, preloadHelper } from './module-id.ts'
import type { Remember } from '../factory/index.ts'
import type { Workspace } from './workspace.ts'

type Modules = ReadonlyMap<string, Rolldown.ModuleInfo>

export interface NamesFound {
  readonly barrels: ReadonlySet<string>
  /** Of barrels and of what imports them. */
  readonly names: ReadonlyMap<string, ModuleNames>
}

/** Finds the barrels of a build, and what they and their importers call by name. */
export function readNames(modules: Modules, { packages, memory }: Workspace): NamesFound {
  const wrapped = reachedByRequire(modules)
  const barrels = new Set<string>()
  for (const [id, { code, moduleSideEffects }] of modules) {
    if (!code || wrapped.has(id) || !reExports.test(code)) continue
    const isPure = packages.nearest(fileOf(id))?.sideEffects === false
    if (moduleSideEffects === false || (isPure && moduleSideEffects === null)) barrels.add(id)
  }
  const names = new Map<string, ModuleNames>()
  for (const [id, info] of modules) {
    if (wrapped.has(id)) continue
    if (!barrels.has(id) && !info.importedIds.some((target) => barrels.has(target))) continue
    const read = namesIn(id, info, memory.remember)
    if (read) names.set(id, read)
  }
  return { barrels, names }
}

const reExports = /\bexport\s*(?:\*|\{[^}]*\}\s*from\b)/

/** Rolldown wraps ES modules that `require()` reaches, with all that they import, as they are. */
function reachedByRequire(modules: Modules): ReadonlySet<string> {
  const reached = new Set<string>()
  for (const [id, { inputFormat }] of modules) if (inputFormat === 'cjs') reached.add(id)
  // A set grows while it is walked.
  for (const id of reached)
    for (const target of modules.get(id)?.importedIds ?? []) reached.add(target)
  return reached
}

function namesIn(
  id: string,
  { code, importedIds }: Rolldown.ModuleInfo,
  remember: Remember,
): ModuleNames | undefined {
  const record = remember(`module ${id} ${code}`, () => readModule(id, code ?? ''))
  // Vite adds it after it was parsed.
  const modules = importedIds.filter((target) => target !== preloadHelper)
  // Rolldown gives the modules in the order of their specifiers, and each once.
  if (record?.specifiers.length !== modules.length) return undefined
  const moduleOf = new Map(record.specifiers.map((one, index) => [one, modules[index] ?? one]))
  const at = ({ specifier, imported }: { specifier: string; imported: string }) => ({
    module: moduleOf.get(specifier) ?? specifier,
    name: imported,
  })
  const handedOn = record.exports.flatMap(({ exported, from }) =>
    from ? [[exported, at(from)] as const] : [],
  )
  const stars = record.stars.map((specifier) => at({ specifier, imported: '*' }))
  return {
    uses: [...record.imports.map(at), ...handedOn.map(([, one]) => one), ...stars],
    handedOn: new Map(handedOn),
    stars: stars.map(({ module }) => module),
  }
}
