import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { glob } from 'tinyglobby'

export interface Sources {
  /** Bytes of all modules. */
  readonly size: number
  readonly importsLazily: boolean
  /** Where an error without a message is made: file and line. */
  readonly silentErrors: readonly string[]
}

const ignored = ['**/node_modules/**', '**/dist/**', '**/*.{test,spec}.*', '**/*.d.ts']
const silentError = /\bnew (?:[A-Z]\w*)?Error\(\s*(?:''|""|``)?\s*\)/g

/** What a plugin's own modules show without a build. Tests and installed packages are left out. */
export async function readSources(folder: string, root: string): Promise<Sources> {
  const files = await glob('**/*.{ts,tsx,js,jsx,mjs,vue,svelte}', {
    cwd: folder,
    absolute: true,
    ignore: ignored,
  })
  const texts = await Promise.all(
    files.sort().map(async (file) => ({ file, text: await readFile(file, 'utf8') })),
  )
  return {
    size: texts.reduce((total, { text }) => total + Buffer.byteLength(text), 0),
    importsLazily: texts.some(({ text }) => /\bimport\(/.test(text)),
    silentErrors: texts.flatMap(({ file, text }) =>
      [...text.matchAll(silentError)].map(
        ({ index }) => `${relative(root, file).replaceAll('\\', '/')}:${lineAt(text, index)}`,
      ),
    ),
  }
}

function lineAt(text: string, index: number) {
  return text.slice(0, index).split('\n').length
}
