import { createLinker, type Namespace } from '../../packages/browser-runtime/src/linker/linker.ts'

/** Runs a fixture in one form, in Node, a page or a worker. Bundled, because a classic worker needs it. */

export interface FactoryForm {
  /** Address of the native files: `import.meta.url` is the same in both forms. */
  base: string
  scripts: string
  /** Chunk → dependencies. */
  chunks: Record<string, string[]>
  shared: string[]
}

/** Runs a classic script; while it runs, `mortise` registers under its address. */
export type RunScript = (address: string, setCurrent: (address: string) => void) => Promise<void>

export type ImportNative = (address: string) => Promise<Namespace>

export async function runNative(base: string, importNative: ImportNative): Promise<string> {
  return report(() => importNative(`${base}/entry.js`))
}

export async function runFactories(
  { base, scripts, chunks, shared }: FactoryForm,
  runScript: RunScript,
  importNative: ImportNative,
): Promise<string> {
  const linker = createLinker()
  const instances = new Map<string, Namespace>()
  for (const key of shared) instances.set(key, await importNative(`${base}/${key}`))
  let current = ''
  Object.assign(globalThis, {
    mortise: (deps: string[], factory: () => unknown) => linker.register(current, deps, factory),
  })
  const load = async (name: string) => {
    for (const chunk of closure(name, chunks)) {
      const address = `${scripts}/${chunk}`
      if (!linker.has(address)) await runScript(address, (to) => (current = to))
    }
  }
  const generation = linker.createGeneration({
    chunk: (name) =>
      name in chunks ? { id: `${scripts}/${name}`, url: `${base}/${name}` } : undefined,
    shared: (key) => instances.get(key),
    load,
  })
  return report(async () => {
    await load('entry.js')
    return generation.link('entry.js')
  })
}

function closure(name: string, chunks: FactoryForm['chunks'], found = new Set<string>()) {
  if (!(name in chunks) || found.has(name)) return found
  found.add(name)
  for (const dependency of chunks[name] ?? []) closure(dependency, chunks, found)
  return found
}

/** What a fixture did, as text that can be compared. */
async function report(load: () => Promise<Namespace>): Promise<string> {
  try {
    const { result } = await load()
    return inspect(await (typeof result === 'function' ? result() : result))
  } catch (error) {
    return `threw ${String(error)}`
  }
}

function inspect(value: unknown): string {
  const replace = (_: string, item: unknown) =>
    item === undefined || typeof item === 'function' ? String(item) : item
  return JSON.stringify(value, replace, 1)
}
