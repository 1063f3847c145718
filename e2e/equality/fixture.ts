import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a fixture needs: `anywhere` runs in Node too, `browser` a page or worker, `window` a DOM. */
export type Needs = 'anywhere' | 'browser' | 'window'

export interface Fixture {
  name: string
  needs: Needs
  /** File name → source. `entry.js` exports `result`: data, or a function that returns it. */
  files: Record<string, string>
}

/** A fixture is one file, in which a line `//// <file name>` starts each file of it. */
export function readFixtures(needs: Needs): Fixture[] {
  const folder = fileURLToPath(new URL(`fixtures/${needs}`, import.meta.url))
  return readdirSync(folder).map((file) => ({
    name: basename(file, '.js'),
    needs,
    files: splitFiles(readFileSync(join(folder, file), 'utf8')),
  }))
}

function splitFiles(text: string): Record<string, string> {
  const [, ...parts] = text.split(/^\/\/\/\/ (\S+)\n/m)
  const files: Record<string, string> = {}
  for (let index = 0; index < parts.length; index += 2) {
    files[parts[index] ?? ''] = parts[index + 1] ?? ''
  }
  return files
}

/** Never served: what its import does is the same in both forms, a failure. */
export const isGone = (file: string) => file === 'gone.js'

/** Code that is no chunk: a worker's own script. */
export const isWorker = (file: string) => file.endsWith('.worker.js')

/** Stands for a package that the host shares: both forms get the one native instance. */
export const isShared = (file: string) => file.startsWith('shared/')

/** Only one fixture fails as a whole; that any other does in both forms alike would prove nothing. */
export const isMeantToThrow = (fixture: string) => fixture === 'throws'
