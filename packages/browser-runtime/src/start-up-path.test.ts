import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { expect, it } from 'vitest'
import { sourceAliases } from '../../../scripts/source-aliases.mjs'

const aliases = sourceAliases()

/** What a React host imports. */
const entry = `
  export { createHost, definePlugin, loadPlugin } from '@mortise/browser-runtime'
  export { Feature, HostProvider, useExtensions, usePlugin } from '@mortise/browser-runtime/react'
`

/** The modules and minified code that this entry imports statically, and what each module imports. */
async function bundle(code: string) {
  const graph = new Map<string, readonly string[]>()
  const build = await rolldown({
    input: 'entry',
    external: /^react/,
    // As in an app: what late modules share with the start is exported by it, not cut out of it.
    preserveEntrySignatures: 'allow-extension',
    plugins: [
      {
        name: 'sources',
        resolveId(id) {
          if (id === 'entry') return id
          return aliases.find(({ find }) => find.test(id))?.replacement
        },
        load: (id) => (id === 'entry' ? code : undefined),
        transform: (_, id) =>
          id.includes('/packages/') ? { moduleSideEffects: false } : undefined,
        moduleParsed: ({ id, importedIds }) => void graph.set(id, importedIds),
      },
    ],
  })
  const { output } = await build.generate({ format: 'esm', minify: true })
  const chunks = output.filter((one) => one.type === 'chunk')
  const found = new Set(chunks.filter((chunk) => chunk.isEntry))
  // A set grows while it is walked.
  for (const { imports } of found) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) found.add(chunk)
  }
  return {
    modules: [...found].flatMap((chunk) => Object.keys(chunk.modules)),
    late: chunks
      .filter((chunk) => !found.has(chunk))
      .flatMap((chunk) => Object.keys(chunk.modules)),
    /** A late module, and the late chunks that it imports statically: a request each. */
    imports: (module: string) => {
      const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${module}.ts`))
      const early = [...found].map(({ fileName }) => fileName)
      return chunk?.imports.filter((one) => !early.includes(one))
    },
    graph,
    gzip: [...found].reduce((total, chunk) => total + gzipSync(chunk.code).length, 0),
  }
}

it('holds nothing that a start without trouble does not need', async () => {
  const { modules } = await bundle(entry)
  const late =
    /zod|semver|plan-|late-|recover\.|probe|retry|esm-|dev-|fallback|on-demand|fetch-ahead|stop\.|begin-life|conditions\.|plugin-handle|start-extras|after-start|not-honoured|styles|evaluation|boundary|shown-|mounted-|feature-failure|trouble|after-failure|check-catalog|merge-stars|health|walk-|moments/
  expect(modules.filter((id) => late.test(id))).toEqual([])
})

/** In an app whose entry awaits at its top, a module that both import becomes a request of its own. */
it('lends late modules nothing but the class of its errors', async () => {
  const { modules, late, graph } = await bundle(entry)
  const lent = late.flatMap((id) =>
    (graph.get(id) ?? [])
      .filter((one) => modules.includes(one) && !one.endsWith('/mortise-error.ts'))
      .map((one) => `${id} imports ${one}`),
  )
  expect(late.length).toBeGreaterThan(20)
  expect(lent).toEqual([])
})

it('is followed by two modules that need no more than what is there', async () => {
  const { imports } = await bundle(entry)
  expect(imports('after-start')).toEqual([])
  expect(imports('start-extras')).toEqual([])
})

it('stays within its budget', async () => {
  const { gzip } = await bundle(entry)
  console.info(`start-up path of a React host, linker included: ${gzip} bytes gzip`)
  expect(gzip).toBeLessThanOrEqual(8_200)
})
