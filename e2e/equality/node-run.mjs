// Runs all fixtures of a folder in both forms, outside of the test runner's own module loader.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { runInThisContext } from 'node:vm'

const folder = process.argv[2]
const { forms, harness } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
runInThisContext(`${harness};globalThis.equality = equality`)

const importNative = (address) => import(address)
const runScript = async (address, setCurrent) => {
  const code = readFileSync(fileURLToPath(address), 'utf8')
  setCurrent(address)
  runInThisContext(code, { filename: address })
}
const results = {}
for (const [name, form] of Object.entries(forms)) {
  const at = (path) => pathToFileURL(join(folder, path)).href
  const located = { ...form, base: at(form.base), scripts: at(form.scripts) }
  results[name] = {
    native: await globalThis.equality.runNative(located.base, importNative),
    factories: await globalThis.equality.runFactories(located, runScript, importNative),
  }
}
// A package may keep the process alive, as the message channel of React's server renderer does.
process.stdout.write(JSON.stringify(results), () => process.exit())
