import { existsSync } from 'node:fs'
import { findChromium, findFirefox } from './find-browser.mjs'
import { run, runTool } from './run.mjs'

/** A closed network makes a download hang rather than fail. */
const DOWNLOAD_LIMIT_MS = 120_000
const APT_LIMIT_MS = 300_000

const howToGetOne = `No Chrome or Chromium was found, and none could be installed.
Fix: do one of these, then run "npm test" again:
  - install Google Chrome or Chromium, so that it is on the PATH
  - set CHROME_PATH to the program, as in CHROME_PATH=/opt/chrome/chrome npm test
  - npx playwright install chromium
  - on Debian, as root: apt-get update && apt-get install -y chromium`

/** The path of a Chromium, installed if need be; `undefined` after saying what to do. */
export async function ensureChromium() {
  const found =
    findChromium() ?? (await installFromDebian('chromium', findChromium)) ?? (await download())
  if (!found) console.error(howToGetOne)
  return found
}

/** The path of a Firefox, or `undefined`: its tests then count as skipped. */
export async function ensureFirefox() {
  return findFirefox() ?? (await installFromDebian('firefox-esr', findFirefox))
}

/** Before Playwright's download: where there is an apt mirror there need be no way out. */
async function installFromDebian(name, find) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined
  console.log(`Installing ${name} (apt-get) …`)
  const options = {
    quiet: true,
    timeout: APT_LIMIT_MS,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  }
  const update = await run('apt-get', ['update'], options)
  const install = await run('apt-get', ['install', '-y', '--no-install-recommends', name], options)
  if (install.code !== 0) console.log(lastLines(update.output + install.output))
  return find()
}

async function download() {
  console.log('Installing Chromium (playwright install chromium) …')
  const { code, output } = await runTool('playwright', ['install', 'chromium'], {
    quiet: true,
    timeout: DOWNLOAD_LIMIT_MS,
  })
  if (code !== 0) console.log(lastLines(output))
  return findChromium()
}

function lastLines(output) {
  return output.trim().split('\n').slice(-5).join('\n')
}
