import { join } from 'node:path'
import { run } from './run.mjs'
import { readJson, root } from './workspace.mjs'

/** Installs the repository's own dependencies when one is missing. Ends the process if it fails. */
export async function installDependencies() {
  if ((await installMissing('.', ['ci'])) !== 0) process.exit(1)
}

/**
 * Installs what a folder's lockfile names, by a command of npm, when something of it is missing.
 * @returns The exit code.
 */
export async function installMissing(folder, command) {
  const [wanted, installed] = ['package-lock.json', 'node_modules/.package-lock.json']
  if (isInstalled(readLock(folder, wanted), readLock(folder, installed))) return 0
  console.log(`Installing dependencies (npm ${command.join(' ')}) …`)
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const cwd = join(root, folder)
  const { code } = await run(npm, [...command, '--no-audit', '--no-fund'], { cwd })
  if (code !== 0) {
    console.error('The dependencies could not be installed; what npm printed above says why.')
    console.error('Fix: check the network connection and run the command again.')
  }
  return code
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
