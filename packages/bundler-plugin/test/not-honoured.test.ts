import { configNotHonoured, configUnsupported } from '@mortise/shared/not-honoured'
import { createLogger, createServer } from 'vite'
import { expect, test } from 'vitest'
import { mortise } from '../src/vite/index.ts'
import { createFixture, plugin } from './workspace-fixture.ts'

const files = {
  ...plugin('watched', { loading: { monitoring: { enabled: true, samplingRate: 0.5 } } }, {}),
  ...plugin('boxed', { loading: { sandboxing: { enabled: true } } }, {}),
  ...plugin('plain', { loading: { monitoring: { enabled: false } } }, {}),
}

/** What a page says of them, and `mortise check`. */
const words = [
  configUnsupported({ id: 'com.example.boxed', version: '1.0.0' }),
  configNotHonoured({
    id: 'com.example.watched',
    version: '1.0.0',
    keys: ['monitoring.enabled', 'monitoring.samplingRate'],
  }),
].map(({ code, why, fix }) => `${code}: ${why} Fix: ${fix}`)

test('a build says what of a manifest the page will not do, once for each plugin', async () => {
  const { build } = await createFixture(files)
  const { warnings } = await build()
  expect(warnings.toSorted()).toEqual(words.toSorted())
})

test('the dev server says it with the same words', async () => {
  const { root } = await createFixture(files)
  const warnings: string[] = []
  const customLogger = createLogger('silent')
  customLogger.warnOnce = (message) => void warnings.push(message)
  const server = await createServer({
    root,
    configFile: false,
    customLogger,
    plugins: [mortise()],
    server: { middlewareMode: true, ws: false },
  })
  await server.close()
  expect(warnings.toSorted()).toEqual(words.toSorted())
})
