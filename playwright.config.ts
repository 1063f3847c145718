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
  workers: 2,
  reporter: 'list',
  use: {
    trace: 'retain-on-failure',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: chromiumFlags(),
    },
  },
  projects: [
    { name: 'build', workers: 1, use: { serve: 'build' } },
    // One at a time: a test that edits a source file must not reload another test's page.
    { name: 'dev', workers: 1, use: { serve: 'dev' } },
  ],
})
