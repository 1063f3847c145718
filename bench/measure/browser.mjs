import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--js-flags=--expose-gc',
]

/** Starts Chromium: CHROME_PATH, or a Chrome or Chromium on the path. It trusts the certificate. */
export async function startBrowser({ fingerprint }) {
  const args = [...flags, `--ignore-certificate-errors-spki-list=${fingerprint}`]
  // An interruption ends the run, which ends the browser: cells that fail for want of one are no news.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  return chromium.launch({ executablePath: findBrowser(), args, ...signals })
}

function findBrowser() {
  const { CHROME_PATH } = process.env
  if (CHROME_PATH && existsSync(CHROME_PATH)) return CHROME_PATH
  for (const name of ['google-chrome', 'chromium', 'chromium-browser']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim()
    } catch {
      // Not this one.
    }
  }
  throw new Error('No browser found. Fix: install Chromium, or set CHROME_PATH.')
}
