import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { root } from '../workspace.mjs'

const entry = 'virtual:measured'

/**
 * Bundles and minifies `code` as an app would, and weighs what it brings: `start`, the bytes that
 * static imports reach, and `later`, those that only an `import()` does. Both gzip, in bytes.
 */
export async function measure(code, external = []) {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [virtualEntry(code)],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: entry, external, preserveEntrySignatures: 'allow-extension' },
    },
  })
  const { output } = /** @type {import('vite').Rolldown.RolldownOutput} */ (built)
  const list = output.filter((item) => item.type === 'chunk')
  const chunks = new Map(list.map((chunk) => [chunk.fileName, chunk]))
  const main = list.find((chunk) => chunk.isEntry)
  const first = closure(main?.fileName, chunks)
  const weigh = (names) =>
    names.reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? '').length, 0)
  return {
    start: weigh([...first]),
    later: weigh([...chunks.keys()].filter((name) => !first.has(name))),
  }
}

function closure(name, chunks, seen = new Set()) {
  if (!chunks.has(name) || seen.has(name)) return seen
  seen.add(name)
  for (const imported of chunks.get(name).imports) closure(imported, chunks, seen)
  return seen
}

function virtualEntry(code) {
  return {
    name: 'measured-entry',
    resolveId: (id) => (id === entry ? `${root}/measured.js` : undefined),
    load: (id) => (id === `${root}/measured.js` ? code : undefined),
    // Vite's own helper for `import()`: every app has it already.
    transform: {
      order: 'post',
      filter: { id: /vite\/preload-helper/ },
      handler: () => 'export const __vitePreload = (load) => load()',
    },
  }
}
