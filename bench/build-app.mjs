import { fork } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeApp } from './app/write-app.mjs'
import { loadContender } from './contenders/index.mjs'

const worker = fileURLToPath(new URL('build-process.mjs', import.meta.url))

/**
 * Writes the app for one contender.
 * @param changed Numbers of the plugins that a later release has changed.
 * @param variant A way to set the contender up, where it has several.
 */
export async function prepareApp(contender, folder, { installed, active, changed = [], variant }) {
  rmSync(folder, { recursive: true, force: true })
  const root = join(folder, 'source')
  const plugins = writeApp(root, { installed, changed })
  const ids = plugins.slice(0, active).map(({ id }) => id)
  const app = { root, out: join(folder, 'dist'), plugins, active: ids, variant }
  const { host } = await loadContender(contender)
  for (const [path, text] of Object.entries(host(app))) {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return app
}

/**
 * Writes the app and builds it in a process of its own, as a person would.
 * @returns The app, and how long the build took in ms, without the start of the process.
 */
export async function buildApp(contender, folder, size) {
  const app = await prepareApp(contender, folder, size)
  const child = fork(worker, [], { silent: true })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text))
  child.send({ contender, app })
  const buildTime = await new Promise((resolve, reject) => {
    child.on('message', resolve)
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`The build ended with ${code}.\n${printed}`)))
  })
  return { ...app, buildTime }
}
