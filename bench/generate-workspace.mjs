import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('..', import.meta.url))
const modules = fileURLToPath(new URL('node_modules', import.meta.url))

/**
 * Writes a host with `count` plugins of three features each, which use a common library and React, and
 * gives the entries that a plain multi-entry build of the same code starts from. `main` is the host's
 * script, `pluginOf` gives what is special about a plugin: the text of its entry, a
 * style sheet that this imports, its `loading` block.
 *
 * @param {string} root
 * @param {number} count
 * @param {{ main?: string, pluginOf?: (number: number) => { entry?: string, style?: string, loading?: object } }} [special]
 */
export function generateWorkspace(
  root,
  count,
  {
    main = "import { build } from '@mortise/browser-runtime/build'\nconsole.log(build)\n",
    pluginOf = () => ({}),
  } = {},
) {
  const write = (path, text) => {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  mkdirSync(root, { recursive: true })
  // Elsewhere than in this repository nothing is installed.
  if (!root.startsWith(repository)) symlinkSync(modules, join(root, 'node_modules'))
  write('package.json', '{"name":"host","type":"module","dependencies":{"react":"19.3.1"}}')
  write(
    'index.html',
    '<!doctype html><link rel="icon" href="data:,"><title>host</title><script type="module" src="/main.js"></script>',
  )
  write('main.js', main)
  for (let i = 0; i < 60; i++) write(`library/f${i}.js`, functionText(`f${i}`, 60))
  write(
    'library/index.js',
    range(60)
      .map((i) => `export * from './f${i}.js'\n`)
      .join(''),
  )
  const entries = {}
  for (let i = 0; i < count; i++) entries[`plugin${i}`] = writePlugin(i, write, root, pluginOf(i))
  return entries
}

function writePlugin(
  number,
  write,
  root,
  { entry = 'export default { init() {}, start() {} }\n', style, loading },
) {
  const folder = `plugins/plugin${number}`
  const id = `com.example.plugin${number}`
  const names = ['list', 'detail', 'settings']
  const features = Object.fromEntries(names.map((name) => [name, `./src/${name}.js`]))
  const routes = [{ path: `/plugin${number}`, label: `Plugin ${number}`, feature: 'list' }]
  const manifest = {
    id,
    version: '1.0.0',
    type: 'plugin',
    name: `Plugin ${number}`,
    features,
    extensions: { 'app.routes': routes },
    ...(loading && { loading }),
  }
  write(`${folder}/plugin.json`, JSON.stringify(manifest))
  write(
    `${folder}/package.json`,
    `{"name":"${id}","version":"1.0.0","type":"module","peerDependencies":{"react":"^19.0.0"}}`,
  )
  write(`${folder}/src/index.js`, entry)
  if (style) write(`${folder}/src/style.css`, style)
  write(`${folder}/src/model.js`, functionText(`model${number}`, 120))
  names.forEach((name, index) => {
    const used = range(4).map((i) => `f${(number * 7 + index * 13 + i) % 60}`)
    write(
      `${folder}/src/${name}.js`,
      `import { useState } from 'react'
import { ${used.join(', ')} } from '../../../library/index.js'
import { model${number} } from './model.js'
${functionText(`${name}View`, 150)}
export default function ${name}() { return useState([${used.join('(1), ')}(1), model${number}(2), ${name}View(3)]) }
`,
    )
  })
  const loaders = names.map((name) => `  ${name}: () => import('./src/${name}.js'),\n`)
  write(
    `${folder}/plain-entry.js`,
    `export { default } from './src/index.js'\nexport const features = {\n${loaders.join('')}}\n`,
  )
  return join(root, folder, 'plain-entry.js')
}

/** A function of `lines` lines that no minifier can drop. */
function functionText(name, lines) {
  const body = range(lines).map(
    (i) => `  if (value % ${i + 2} === 1) { total += value * ${i} + '${name} line ${i}'.length }`,
  )
  return `export function ${name}(value) {\n  let total = 0\n${body.join('\n')}\n  return total\n}\n`
}

const range = (count) => Array.from({ length: count }, (_, i) => i)
