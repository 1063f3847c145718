import { defineConfig } from '@playwright/test'
import type { SiteOptions } from './e2e/support/test.ts'
import { chromiumFlags, findChromium } from './scripts/find-browser.mjs'

const executablePath = findChromium()

export default defineConfig<object, SiteOptions>({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/e2e',
  timeout: 60_000,
  // A cold dev server first prepares the dependencies.
  expect: { timeout: 15_000 },
  // A test that passes the second time has found something: it is not run again.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  // A browser and a server fill two cores; a second pair would make both miss their time limits.
  workers: 1,
  reporter: 'list',
  use: {
    // Recording one slows a page down, also where nothing fails.
    trace: process.env['CI'] ? 'off' : 'retain-on-failure',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: chromiumFlags(),
    },
  },
  projects: [
    { name: 'build', use: { serve: 'build' } },
    {
      name: 'dev',
      use: { serve: 'dev' },
      // Packs, chunks, weights, what is kept: only a build has them.
      testIgnore: '*.build.spec.ts',
      grepInvert: /@build/,
    },
  ],
})
