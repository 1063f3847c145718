import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generatedPlugin } from './generated-plugin.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const modules = fileURLToPath(new URL('../node_modules', import.meta.url))

const { dependencies: versions } = JSON.parse(readFileSync(join(here, '../package.json'), 'utf8'))

/** On real libraries; all further plugins are generated. */
const real = [
  { name: 'charts', label: 'Charts', libraries: ['date-fns', 'recharts'] },
  { name: 'documents', label: 'Documents', libraries: ['react-markdown'] },
  { name: 'kanban', label: 'Kanban', libraries: ['@dnd-kit/core', 'date-fns'] },
]

/**
 * Writes the one app that every contender builds: `shell/` and `plugins/<name>/src/`, with what each
 * plugin imports in its package.json.
 * @param changed Numbers of the generated plugins to write in a second release.
 * @returns What is installed, in order: id, name, label, path, folder, libraries.
 */
export function writeApp(root, { installed, changed = [] }) {
  const write = (path, text) => {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  mkdirSync(root, { recursive: true })
  symlinkSync(modules, join(root, 'node_modules'))
  cpSync(join(here, 'shell'), join(root, 'shell'), { recursive: true })
  return Array.from({ length: installed }, (_, number) => {
    const release = changed.includes(number) ? 2 : 1
    const plugin = real[number] ?? generatedPlugin(number, release)
    const folder = `plugins/${plugin.name}`
    if (plugin.files) {
      for (const [file, text] of Object.entries(plugin.files)) write(`${folder}/src/${file}`, text)
    } else
      cpSync(join(here, 'plugins', plugin.name), join(root, folder, 'src'), { recursive: true })
    const { name, label, libraries } = plugin
    write(`${folder}/package.json`, packageOf(name, libraries))
    return { id: `com.example.${name}`, name, label, path: `/${name}`, folder, libraries }
  })
}

/** React is the host's; any other library is the plugin's own to bring. */
function packageOf(name, libraries) {
  const dependencies = Object.fromEntries(libraries.map((library) => [library, versions[library]]))
  const peerDependencies = { react: '^19.0.0', 'react-dom': '^19.0.0' }
  const json = { name, version: '1.0.0', type: 'module', dependencies, peerDependencies }
  return JSON.stringify(json, undefined, 2)
}
