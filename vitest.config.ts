import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumFlags, findChromium } from './scripts/find-browser.mjs'
import { sourceAliases } from './scripts/source-aliases.mjs'

const inBrowser = ['packages/browser-runtime/src/**/*.browser.test.{ts,tsx}']
const drivesBrowsers = [
  'packages/{bundler-plugin,shared}/**/*.browser.test.ts',
  'e2e/equality/**/*.test.ts',
]
const chromium = findChromium()
/** Fails a test in which a host emits an event that its schema does not allow. */
const checkEvents = 'packages/browser-runtime/test/check-events.ts'

export default defineConfig({
  // Tests read the packages' sources, so that a failing line is the line that was written.
  resolve: { alias: sourceAliases() },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/*/{src,test}/**/*.test.{ts,tsx}',
            'playground/plugins/*/src/**/*.test.ts',
            'scripts/**/*.test.mjs',
            'bench/{*,*/*}.test.mjs',
          ],
          exclude: ['**/node_modules/**', '**/*.browser.test.*', 'scripts/size/**'],
          setupFiles: [checkEvents],
          testTimeout: 30_000,
          // A process for each file takes longer than the tests, which put back what they replace.
          isolate: false,
          // Vitest leaves one core to itself, of two that is half.
          maxWorkers: '100%',
        },
      },
      {
        // What is weighed is what the packages ship, so no alias leads to the sources.
        test: { name: 'size', include: ['scripts/size/*.test.mjs'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: inBrowser,
          setupFiles: [checkEvents],
          // All files share one origin, and with it what a device remembers and keeps.
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(chromium && { executablePath: chromium }),
                args: chromiumFlags(),
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          // These run in Node and drive browsers themselves.
          name: 'equality',
          include: drivesBrowsers,
          exclude: ['**/node_modules/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
