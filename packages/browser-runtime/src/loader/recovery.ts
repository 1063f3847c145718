import { late, refuse, trouble } from '../errors.ts'
import type { FetchPolicy } from './retry.ts'

/** Something that a DOM element fetches: a chunk's script or a style sheet. */
export interface Resource {
  readonly url: string
  readonly integrity?: string | undefined
  /** Of a pack: how many chunks come in it. */
  readonly chunks?: number
}

/** Whose resource it is: what an error says. */
export interface ResourceOwner {
  readonly id: string
  readonly version: string
  readonly chunk: string
}

/**
 * Deals with a resource that did not come; `again` fetches it once more. Without it the resource is a
 * script that came and registered nothing.
 * @throws CHUNK_LOAD_FAILED, CHUNK_INTEGRITY, CHUNK_TIMEOUT, CHUNK_NOT_REGISTERED, CHUNK_PACK_MISSED
 */
export type Recover = (
  resource: Resource,
  again?: () => Promise<void>,
  cause?: unknown,
) => Promise<void>

/** Trouble is diagnosed by code that is fetched when it happens. */
export function createRecovery(owner: ResourceOwner, policy: FetchPolicy): Recover {
  return (resource, again, cause) => {
    const facts = { ...owner, url: resource.url, cause }
    return trouble().then(
      (module) => module.recover(resource, again, facts, late, policy),
      () => refuse('chunkLoadFailed', facts),
    )
  }
}
