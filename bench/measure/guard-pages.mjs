import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
// Not exported from the package: nobody else writes single factories.
import { transformChunks } from '../../packages/bundler-plugin/dist/factory/index.js'

/**
 * Pages with nothing but factories, as the build writes them and with one rule of their form switched
 * off. Each sets `globalThis.result`, in ms, once it has run.
 */
const guardPages = {
  parenthesis: (isOff) => {
    const { code } = factory(functions(6000))
    return [timedRun(isOff ? withoutParenthesis(code) : code, '{}')]
  },
  locals: (isOff) => {
    const { code } = factory(hotLoop, () => isOff)
    return [timedRun(code, namespaceText)]
  },
  ascii: (isOff) => {
    const { code } = factory(`${functions(2500)}\nexport const sign = '\u0416'`)
    const chunk = keptRun(isOff ? code.replaceAll('\\u0416', '\u0416') : code)
    return Array.from({ length: 24 }, () => chunk)
  },
}

/** Writes the page of a guard, once in a run. @returns Its folder. */
export function writeGuardPage(folder, name, isOff) {
  const out = join(folder, `guard-${name}-${isOff ? 'off' : 'on'}`)
  if (existsSync(out)) return out
  mkdirSync(out, { recursive: true })
  const scripts = guardPages[name](isOff)
  scripts.forEach(({ code }, at) => writeFileSync(join(out, `chunk${at}-12345678.js`), code))
  const tags = scripts.map((_, at) => `<script src="/chunk${at}-12345678.js"></script>`).join('\n')
  const [{ before, after }] = scripts
  const page = `<!doctype html>\n<meta charset="utf-8">\n<link rel="icon" href="data:,">\n<script>${before}</script>\n${tags}\n<script>${after}</script>\n`
  writeFileSync(join(out, 'index.html'), page)
  return out
}

function factory(code, isSharedLive = () => false) {
  const [chunk] = transformChunks([{ name: 'chunk.js', code }], {
    resolve: (specifier) => ({ shared: specifier }),
    logicalName: (file) => file,
    isSharedLive,
  })
  return chunk
}

/** Registered by its script, called at the page's end. */
const timedRun = (code, dependency) => ({
  code,
  before: `const began = performance.now(); let run; globalThis.mortise = (_, factory) => (run = factory)`,
  after: `run(${dependency}); globalThis.result = performance.now() - began`,
})

const keptRun = (code) => ({
  code,
  before: 'globalThis.kept = []; globalThis.mortise = (_, factory) => void kept.push(factory({}))',
  after: 'globalThis.result = kept.length',
})

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
