import { expect, test } from 'vitest'
import { analyseChunk } from './analyse-chunk.ts'
import { analyseChunks } from './analyse-chunks.ts'

/** Together above the size from which threads are used. */
const large = Array.from({ length: 12 }, (_, i) => ({
  name: `chunk${i}.js`,
  code: `export let value${i} = ${JSON.stringify('x'.repeat(100_000))}\nexport const set = (to) => { value${i} = to }\n`,
}))

test('a large build gets the same facts, in the same order, whoever worked them out', async () => {
  const facts = await analyseChunks(large)
  expect(facts).toEqual(large.map(({ name, code }) => analyseChunk(name, code)))
})

test('an error keeps its code and names its chunk', async () => {
  const broken = [...large, { name: 'broken.js', code: 'export const =' }]
  await expect(analyseChunks(broken)).rejects.toMatchObject({
    code: 'CHUNK_SYNTAX',
    message: expect.stringContaining('broken.js'),
  })
})
