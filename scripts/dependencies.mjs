import { join } from 'node:path'
import { run } from './run.mjs'
import { readJson, root } from './workspace.mjs'

/**
 * Installs what a folder's lockfile names, when something of it is missing. Ends the process if it
 * fails.
 */
export async function installDependencies(folder = '.', command = 'ci') {
  const [wanted, installed] = ['package-lock.json', 'node_modules/.package-lock.json']
  if (isInstalled(readLock(folder, wanted), readLock(folder, installed))) return
  console.log(`Installing dependencies (npm ${command}) …`)
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { code } = await run(npm, [command, '--no-audit', '--no-fund'], { cwd: join(root, folder) })
  if (code === 0) return
  console.error('The dependencies could not be installed; what npm printed above says why.')
  console.error('Fix: check the network connection and run the command again.')
  process.exit(1)
}

/**
 * Compares what should be installed with what npm says it has installed. By version, not by date:
 * a checkout touches the lockfile without changing it.
 */
export function isInstalled(wanted, installed) {
  if (!wanted || !installed) return false
  return Object.entries(wanted.packages).every(
    ([path, entry]) =>
      path === '' || entry.optional || installed.packages[path]?.version === entry.version,
  )
}

function readLock(...path) {
  try {
    return readJson(...path)
  } catch {
    return undefined
  }
}
