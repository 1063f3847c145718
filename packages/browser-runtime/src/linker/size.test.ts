import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { expect, it } from 'vitest'

it('the linker is at most 1.2 KB gzip', async () => {
  const bundle = await rolldown({ input: fileURLToPath(new URL('linker.ts', import.meta.url)) })
  const { output } = await bundle.generate({ minify: true })
  await bundle.close()
  expect(gzipSync(output[0].code, { level: 9 }).length).toBeLessThanOrEqual(1200)
})
