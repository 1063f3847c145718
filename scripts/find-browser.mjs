import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

const onPath = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
  firefox: ['firefox-esr', 'firefox'],
}

/** Where the installers of macOS and Windows put browsers, which they leave off the PATH. */
const elsewhere = {
  chromium: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    join(process.env.ProgramFiles ?? 'C:\\Program Files', 'Google/Chrome/Application/chrome.exe'),
  ],
  firefox: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    join(process.env.ProgramFiles ?? 'C:\\Program Files', 'Mozilla Firefox/firefox.exe'),
  ],
}

/**
 * The path of a Chrome or Chromium: `CHROME_PATH`, one on the PATH, Playwright's own.
 * `undefined` when there is none. Installs nothing.
 */
export function findChromium(env = process.env) {
  return fromVariable(env.CHROME_PATH) ?? find('chromium', env) ?? fromPlaywright()
}

/**
 * The path of a Firefox: `FIREFOX_PATH`, or one on the PATH. Playwright's own is left out: it is
 * patched, and does not speak WebDriver BiDi, by which the tests drive Firefox.
 */
export function findFirefox(env = process.env) {
  return fromVariable(env.FIREFOX_PATH) ?? find('firefox', env)
}

/** Flags that Chromium needs here: its own sandbox refuses to run as root. */
export function chromiumFlags() {
  return process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : []
}

function fromVariable(path) {
  return path && isProgram(path) ? path : undefined
}

function find(browser, env) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const candidates = onPath[browser].flatMap((name) =>
    folders.map((folder) => join(folder, name + suffix)),
  )
  return [...candidates, ...elsewhere[browser]].find(isProgram)
}

function fromPlaywright() {
  try {
    const { chromium } = createRequire(import.meta.url)('playwright-core')
    const path = chromium.executablePath()
    return existsSync(path) ? path : undefined
  } catch {
    // Not installed yet: the scripts look for a browser before and after `npm ci`.
    return undefined
  }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
