import { SourceMap } from 'node:module'
import { basename } from 'node:path'
import { rolldown } from 'rolldown'
import { expect, it } from 'vitest'
import { transformChunks } from './index.ts'

const sources: Record<string, string> = {
  'entry.js': `import { live, change } from './live.js'\n\nexport function early() {\n  return live + 'marker-in-entry'\n}\nchange()\nexport { live }\n`,
  'live.js': `export let live = 'größe'\nexport const change = () => {\n  live = 'marker-in-live'\n}\n`,
}

it('a place in a factory maps to the line of the source it comes from', async () => {
  const bundle = await rolldown({
    input: 'entry.js',
    plugins: [
      { name: 'sources', resolveId: (id) => id.replace('./', ''), load: (id) => sources[id] },
    ],
  })
  const { output } = await bundle.generate({ minify: true, sourcemap: true })
  await bundle.close()
  const [{ fileName, code, map }] = output
  if (!map) throw new Error('Rolldown made no source map.')
  const [factory] = transformChunks([{ name: fileName, code, map: map.toString() }], {
    resolve: () => undefined,
    logicalName: (file) => file,
  })

  const lineOf = (marker: string) => {
    const lines = factory?.code.split('\n') ?? []
    const line = lines.findIndex((text) => text.includes(marker))
    const found = new SourceMap(JSON.parse(String(factory?.map))).findEntry(
      line,
      lines[line]?.indexOf(marker) ?? -1,
    )
    if (!('originalSource' in found)) throw new Error(`"${marker}" is not mapped.`)
    const file = basename(found.originalSource)
    return [file, sources[file]?.split('\n')[found.originalLine]]
  }
  expect(lineOf('marker-in-entry')).toEqual(['entry.js', "  return live + 'marker-in-entry'"])
  expect(lineOf('marker-in-live')).toEqual(['live.js', "  live = 'marker-in-live'"])
})
