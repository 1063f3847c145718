import { posix } from 'node:path'
import { transformChunks } from '../../packages/bundler-plugin/src/factory/index.ts'
import { isShared, isWorker, type Fixture } from './fixture.ts'
import type { FactoryForm } from './harness.ts'

/** A fixture as factories: what the harness is told, and the chunks' text by file name. */
export function toFactoryForm(fixture: Fixture, base: string, scripts: string) {
  const chunks = Object.entries(fixture.files)
    .filter(([file]) => file.endsWith('.js') && !isShared(file) && !isWorker(file))
    .map(([name, code]) => ({ name, code }))
  const transformed = transformChunks(chunks, {
    logicalName: (file) => file,
    resolve(specifier, from) {
      const file = posix.join(posix.dirname(from), specifier)
      if (isShared(file)) return { shared: file }
      return file in fixture.files ? { chunk: file } : undefined
    },
  })
  const form: FactoryForm = {
    base,
    scripts,
    chunks: Object.fromEntries(transformed.map(({ name, deps }) => [name, deps])),
    shared: Object.keys(fixture.files).filter(isShared),
  }
  return { form, files: new Map(transformed.map(({ name, code }) => [name, code])) }
}
