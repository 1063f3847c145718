import { matches } from '../matches.ts'
import type { WorkerScope } from './worker-scope.ts'

export interface FetchedFile {
  readonly bytes: ArrayBuffer
  readonly headers: Headers
}

/** Fetches a whole file and checks it. Rejects for what is not there or has another hash. */
export type FetchFile = (
  url: string,
  integrity?: string | undefined,
  init?: RequestInit,
) => Promise<FetchedFile>

export function createFetchFile({ fetch }: Pick<WorkerScope, 'fetch'>): FetchFile {
  async function once(url: string, init: RequestInit): Promise<FetchedFile> {
    const response = await fetch(url, init)
    if (!response.ok) throw new Error(`"${url}" was answered with ${response.status}.`)
    return { bytes: await response.arrayBuffer(), headers: response.headers }
  }

  return async (url, integrity, init = {}) => {
    // Nobody waits for what is kept.
    const options = { priority: 'low', ...init } as const
    const file = await once(url, options)
    if (!integrity || (await matches(file.bytes, integrity))) return file
    // The HTTP cache may have other bytes than the server.
    const anew = await once(url, { ...options, cache: 'reload' })
    if (await matches(anew.bytes, integrity)) return anew
    throw new Error(`"${url}" has another hash than the build gave it.`)
  }
}
