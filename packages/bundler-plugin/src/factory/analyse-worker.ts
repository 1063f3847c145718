import { parentPort } from 'node:worker_threads'
import { analyseChunk } from './analyse-chunk.ts'

/** The other end of `analyse-chunks`: takes `[file, code][]`, gives their facts without the code. */
parentPort?.on('message', (chunks: readonly (readonly [file: string, code: string])[]) => {
  parentPort?.postMessage(chunks.map(([file, code]) => ({ ...analyseChunk(file, code), code: '' })))
})
