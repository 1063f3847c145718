import { createBuilder } from 'vite'
import { writeFile, readFile } from 'node:fs/promises'
const root = process.argv[2],
  file = process.argv[3]
process.env.NODE_ENV = 'production'
let t = performance.now()
const builder = await createBuilder({
  root,
  logLevel: 'warn',
  mode: 'production',
  build: { write: false, minify: false, emptyOutDir: false, reportCompressedSize: false },
})
console.log('builder', performance.now() - t)
const env =
  builder.environments.mortise ??
  builder.environments.plugins ??
  Object.entries(builder.environments).find(([n]) => n !== 'client')[1]
console.log(Object.keys(builder.environments))
const text = await readFile(file, 'utf8')
for (let i = 0; i < 8; i++) {
  await writeFile(file, text + `\n// ${i}\nexport const x${i} = ${i}\n`)
  t = performance.now()
  const out = await builder.build(env)
  const outputs = [out].flat().flatMap((o) => o.output)
  console.log(i, (performance.now() - t).toFixed(0), outputs.length)
  if (i === 0) console.log(outputs.map((o) => o.fileName).join('\n'))
}
await writeFile(file, text)
