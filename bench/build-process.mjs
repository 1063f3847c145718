import { loadContender } from './contenders/index.mjs'

/** The child process of `build-app.mjs`: builds what it is told, and answers with the time in ms. */
process.once('message', async ({ contender, app }) => {
  const { build } = await loadContender(contender)
  const began = performance.now()
  await build(app)
  process.send(performance.now() - began, () => process.exit())
})
