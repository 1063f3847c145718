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
]

/** Flags of V8 that leave all code to its interpreter. */
const interpreted = ['--no-opt', '--no-maglev', '--no-sparkplug']

/** For which Chromium keeps each script of a page's first minutes, to compile it sooner the next time. */
const compileHints = '--disable-features=LocalCompileHints'

/**
 * Starts Chromium: CHROME_PATH, or a Chrome or Chromium on the path. It trusts the certificate.
 * @param isOptimised Whether it compiles scripts and takes notes for that, which lie in the heap too.
 */
export async function startBrowser({ fingerprint }, isOptimised = true) {
  const v8 = ['--expose-gc', ...(isOptimised ? [] : interpreted)]
  const args = [
    ...flags,
    ...(isOptimised ? [] : [compileHints]),
    `--js-flags=${v8.join(' ')}`,
    `--ignore-certificate-errors-spki-list=${fingerprint}`,
  ]
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
