import puppeteer, { type Browser } from 'puppeteer-core'
import { chromiumFlags, findChromium, findFirefox } from '../../scripts/find-browser.mjs'

export interface Engine {
  name: string
  /** Why the engine cannot be had here; absent when it can. */
  missing?: string
  launch(): Promise<Browser>
}

export function findEngines(): Engine[] {
  const chromium = findChromium()
  const firefox = findFirefox()
  return [
    {
      name: 'Chromium',
      ...(!chromium && { missing: 'no Chromium: set CHROME_PATH' }),
      launch: () =>
        puppeteer.launch({ executablePath: chromium ?? '', args: chromiumFlags(), headless: true }),
    },
    {
      name: 'Firefox',
      ...(!firefox && { missing: 'no Firefox: set FIREFOX_PATH, or install firefox-esr' }),
      launch: () =>
        puppeteer.launch({ browser: 'firefox', executablePath: firefox ?? '', headless: true }),
    },
  ]
}
