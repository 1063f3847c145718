// Makes docs/benchmarks.md and its plots from the numbers of a run.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { renderDocs } from './render-docs.mjs'

const path = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))

/** Writes the page from a run into a folder; the plots of an earlier one go. */
export function writeDocs(run, folder = path('docs')) {
  rmSync(join(folder, 'images/benchmarks'), { recursive: true, force: true })
  for (const [name, text] of Object.entries(renderDocs(run))) {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [file = path('bench/results/default.json'), folder] = process.argv.slice(2)
  writeDocs(JSON.parse(readFileSync(file, 'utf8')), folder)
}
