import { readJson } from './workspace.mjs'
import { run } from './run.mjs'

/** Installs what the lockfile names, when something of it is missing. Ends the process if it fails. */
export async function installDependencies() {
  if (isInstalled(readLock('package-lock.json'), readLock('node_modules/.package-lock.json')))
    return
  console.log('Installing dependencies (npm ci) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { code } = await run(npm, ['ci', '--no-audit', '--no-fund'])
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

function readLock(path) {
  try {
    return readJson(path)
  } catch {
    return undefined
  }
}
