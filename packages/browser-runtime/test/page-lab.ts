import type { BuildManifest, Catalog, CatalogEntry } from '@mortise/shared'
import { planInput } from '@mortise/shared/plan-input'

interface LabChunk {
  /** Body of the factory: an arrow function in the form that the factory pass writes. */
  factory?: string
  /** The whole script, instead of a factory. */
  script?: string
  deps?: string[]
  /** What the factory's first arguments are; the flat closure when absent. */
  imports?: string[]
  shared?: string[]
  styles?: string[]
  /** Pretends that the build saw other bytes. */
  corrupted?: boolean
}

export interface LabPlugin {
  id: string
  /** 1.0.0 when absent. */
  version?: string
  chunks: Record<string, LabChunk>
  features?: string[]
  styles?: Record<string, string>
  shared?: BuildManifest['shared']
  provides?: BuildManifest['provides']
  entry?: Partial<CatalogEntry>
  /** The build manifest stands in the catalog too, and may say something else there. */
  embedded?: Partial<BuildManifest>
  /** Its chunks come in a pack too, which may be broken. */
  packed?: 'whole' | 'missing' | 'corrupted' | 'empty'
  loading?: NonNullable<BuildManifest['manifest']['loading']>
}

/** An answer that never comes. */
export const never = Symbol('never')

const origin = `${location.origin}/lab/`

/** What this device remembers of releases: a lab's plugins have the ids of the lab before. */
export function forgetReleases() {
  localStorage.removeItem('mortise')
  localStorage.removeItem('mortise:good')
}

/** A page whose catalogs and manifests are answered here, and whose chunks are blobs. */
export function createLab() {
  // A page that shows nothing never comes to what is done after its first paint.
  document.body.append('Something to paint')
  forgetReleases()
  const answers = new Map<string, string | number | typeof never>()
  const blobs: string[] = []
  let isCut = false
  const headers: Record<string, string> = {}
  const loseChunks = () => blobs.splice(0).forEach((url) => URL.revokeObjectURL(url))
  const fetched: string[] = []
  const original = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const { href } = new URL(input instanceof Request ? input.url : input, location.href)
    if (!href.startsWith(origin)) return original(input, init)
    fetched.push(href.slice(origin.length))
    if (isCut) throw new TypeError('Failed to fetch')
    init?.signal?.throwIfAborted()
    const answer = answers.get(href.slice(origin.length)) ?? 404
    if (answer === never) return aborted(init?.signal)
    return typeof answer === 'number'
      ? new Response('', { status: answer })
      : new Response(answer, { headers })
  }

  return {
    url: (name: string) => origin + name,
    fetched,
    answer: (name: string, answer: string | number | typeof never) =>
      void answers.set(name, answer),
    async catalog(
      plugins: LabPlugin[],
      provided: Record<string, string> = {},
      shared = {},
      besides: Partial<Catalog> = {},
    ) {
      const entries: CatalogEntry[] = []
      for (const plugin of plugins) {
        const build = await describe(plugin)
        blobs.push(...Object.values(build.chunks).map(({ file }) => file))
        const text = JSON.stringify(build)
        answers.set(`${plugin.id}/manifest.json`, text)
        entries.push({
          id: plugin.id,
          version: plugin.version ?? '1.0.0',
          release: 'r1',
          manifest: `${plugin.id}/manifest.json`,
          integrity: await hash('SHA-256', text),
          ...plugin.entry,
          ...(plugin.embedded && { build: { ...build, ...plugin.embedded } }),
          ...(plugin.packed && { build: await inPack(build, plugin) }),
        })
      }
      const input = planInput({ plugins: entries, provided })
      const catalog: Catalog = { format: 1, plugins: entries, plan: { input, shared }, ...besides }
      answers.set('plugins.json', JSON.stringify(catalog))
      return origin + 'plugins.json'
    },
    /** From now on chunks do not come. */
    loseChunks,
    /** From now on nothing comes over the network. */
    cut() {
      isCut = true
      loseChunks()
    },
    /** When the server says that its files changed last. */
    modified(date: string) {
      headers['last-modified'] = date
    },
    restore() {
      globalThis.fetch = original
    },
  }
}

/** What `fetch` does with a server that says nothing. */
function aborted(signal: AbortSignal | null | undefined) {
  return new Promise<Response>((_, reject) => {
    if (signal?.aborted) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}

/** The script of a chunk; in a pack its call says which chunk it is. */
function scriptOf({ factory = '', deps = [], script, ...chunk }: LabChunk, id?: string) {
  const imports = chunk.imports ?? [...deps, ...(chunk.shared ?? [])]
  const call = [JSON.stringify(imports), `(${factory})`, ...(id ? [JSON.stringify(id)] : [])]
  return script ?? `"use strict";mortise(${call.join()});`
}

async function inPack(build: BuildManifest, { chunks, packed }: LabPlugin): Promise<BuildManifest> {
  const scripts = Object.entries(chunks).map(([name, chunk]) =>
    scriptOf(chunk, build.chunks[name]?.id),
  )
  const text = packed === 'empty' ? '/* no chunk */' : scripts.join('\n')
  const file = blob(text, 'text/javascript')
  if (packed === 'missing') URL.revokeObjectURL(file)
  const integrity = await hash('SHA-384', packed === 'corrupted' ? `${text} ` : text)
  const pack = { file, integrity, chunks: scripts.length }
  const all = Object.entries(build.chunks).map(([name, chunk]) => [name, { ...chunk, pack }])
  return { ...build, chunks: Object.fromEntries(all) }
}

async function describe({ id, chunks, features = [], styles = {}, ...plugin }: LabPlugin) {
  const { version = '1.0.0' } = plugin
  const built: BuildManifest['chunks'] = {}
  for (const [name, chunk] of Object.entries(chunks)) {
    const { deps = [] } = chunk
    const code = scriptOf(chunk)
    built[name] = {
      file: blob(code, 'text/javascript'),
      id: `${id}:${name}`,
      size: code.length,
      integrity: await hash('SHA-384', chunk.corrupted ? `${code} ` : code),
      deps,
      ...(chunk.shared && { shared: chunk.shared }),
      ...(chunk.styles && { styles: chunk.styles.map((one) => sheets(styles)[one] ?? one) }),
    }
  }
  return {
    format: 1,
    id,
    version,
    release: 'r1',
    executor: 'factory',
    entry: 'index',
    size: Object.values(built).reduce((total, { size }) => total + size, 0),
    features: Object.fromEntries(features.map((name) => [name, { chunk: name }])),
    chunks: built,
    styles: Object.fromEntries(Object.values(sheets(styles)).map((url) => [url, { size: 1 }])),
    shared: plugin.shared ?? {},
    ...(plugin.provides && { provides: plugin.provides }),
    manifest: { id, version, type: 'plugin', name: id, loading: plugin.loading ?? {} },
  } satisfies BuildManifest
}

function sheets(styles: Record<string, string>): Record<string, string> {
  const named = Object.entries(styles).map(([name, css]) => {
    return [name, `data:text/css,${encodeURIComponent(css)}`]
  })
  return Object.fromEntries(named)
}

function blob(text: string, type: string) {
  return URL.createObjectURL(new Blob([text], { type }))
}

async function hash(algorithm: 'SHA-256' | 'SHA-384', text: string) {
  const bytes = await crypto.subtle.digest(algorithm, new TextEncoder().encode(text))
  const name = algorithm.toLowerCase().replace('-', '')
  return `${name}-${btoa(String.fromCharCode(...new Uint8Array(bytes)))}`
}

/** The entry of a plugin in the form that the factory pass writes; features are chunks by name. */
export function entryFactory(definition: string, features: string[] = []) {
  const opened = features.map((name) => `${JSON.stringify(name)}:()=>$.i(${JSON.stringify(name)})`)
  return `$=>({default:${definition},$features:{${opened.join()}}})`
}
