import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { priorityPage } from './priority-page.mjs'

/**
 * Pages with nothing but factories, as the build writes them and with one rule of their form switched
 * off: the page's text and its other files by name. Each sets `globalThis.result` once it has run.
 */
const guardPages = {
  priority: async (isOff) => priorityPage(isOff),
  parenthesis: async (isOff) => {
    const code = await factory(functions(6000))
    return pageOf([isOff ? withoutParenthesis(code) : code], timedRun('{}'))
  },
  locals: async (isOff) => pageOf([await factory(hotLoop, () => isOff)], timedRun(namespaceText)),
  ascii: async (isOff) => {
    const code = await factory(`${functions(2500)}\nexport const sign = '\u0416'`)
    const chunk = isOff ? code.replaceAll('\\u0416', '\u0416') : code
    // No two alike: the engine keeps equal sources once.
    const chunks = Array.from({ length: 60 }, (_, at) => chunk.replace('function 0', `chunk ${at}`))
    return pageOf(chunks, keptRun)
  },
}

/** Writes the page of a guard, once in a run. @returns Its folder. */
export async function writeGuardPage(folder, name, isOff) {
  const out = join(folder, `guard-${name}-${isOff ? 'off' : 'on'}`)
  if (existsSync(out)) return out
  const { page, files } = await guardPages[name](isOff)
  mkdirSync(out, { recursive: true })
  for (const [file, content] of Object.entries(files)) writeFileSync(join(out, file), content)
  writeFileSync(join(out, 'index.html'), page)
  return out
}

function pageOf(chunks, { before, after }) {
  const files = Object.fromEntries(chunks.map((code, at) => [`chunk${at}-12345678.js`, code]))
  const tags = Object.keys(files).map((file) => `<script src="/${file}"></script>`)
  const page = `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<script>${before}</script>
${tags.join('\n')}
<script>${after}</script>
`
  return { page, files }
}

async function factory(code, isSharedLive = () => false) {
  // Not exported from the package: nobody else writes single factories. Not imported above: the
  // tables know all measures, also where no package has been built.
  const { transformChunks } = await import('../../packages/bundler-plugin/dist/factory/index.js')
  const [chunk] = transformChunks([{ name: 'chunk.js', code }], {
    resolve: (specifier) => ({ shared: specifier }),
    logicalName: (file) => file,
    isSharedLive,
  })
  return chunk.code
}

/** Registered by its script, called at the page's end. */
const timedRun = (dependency) => ({
  before: `const began = performance.now(); let run; globalThis.mortise = (_, factory) => (run = factory)`,
  after: `run(${dependency}); globalThis.result = performance.now() - began`,
})

const keptRun = {
  before: 'globalThis.kept = []; globalThis.mortise = (_, factory) => void kept.push(factory({}))',
  after: 'globalThis.result = kept.length',
}

const withoutParenthesis = (code) =>
  code.replace(/^("use strict";mortise\(\[[^\]]*\],)\(/, '$1').replace(/\)\);\s*$/, ');')

/** As the linker gives it: exports of a module, which may be getters. */
const namespaceText =
  '(() => { const step = (value) => (value * 31 + 7) % 1009; return Object.freeze(Object.create(null, { step: { enumerable: true, get: () => step } })) })()'

const hotLoop = `import { step } from 'dep'
let value = 1
for (let round = 0; round < 1e7; round++) value = step(value)
export const total = value`

/** Functions of which a start calls some, as in any chunk. */
const functions = (count) =>
  Array.from({ length: count }, (_, at) => {
    const body = `const label = 'function ${at} says ${'word '.repeat(12)}'; return label.length + value * ${at}`
    return `export function f${at}(value) { ${body} }`
  }).join('\n') +
  `\nexport const sum = [${Array.from({ length: Math.floor(count / 3) }, (_, at) => `f${at * 3}`).join()}].reduce((all, one) => all + one(2), 0)`
