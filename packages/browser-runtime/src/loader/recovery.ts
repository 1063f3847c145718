import type { LoadingInput } from '@mortise/shared'
import { late } from '../errors.ts'
import type { Resource } from './elements.ts'

/** Whose resource it is: what an error says. */
export interface ResourceOwner {
  readonly id: string
  readonly version: string
  readonly chunk: string
}

/**
 * Deals with a resource that did not come. `again` fetches it once more; without it there is nothing
 * to retry, because the bytes came and did not register.
 * @throws CHUNK_LOAD_FAILED, CHUNK_INTEGRITY, CHUNK_NOT_REGISTERED
 */
export type Recover = (
  resource: Resource,
  again: (() => Promise<void>) | undefined,
  cause: unknown,
) => Promise<void>

/** Trouble is diagnosed by code that is fetched when it happens. */
export function createRecovery(owner: ResourceOwner, loading: LoadingInput | undefined): Recover {
  return async (resource, again, cause) => {
    const facts = { ...owner, url: resource.url, cause }
    if (!again) throw await late('chunkNotRegistered', facts)
    const trouble = await import('./recover.ts').catch(() => undefined)
    if (!trouble) throw await late('chunkLoadFailed', facts)
    await trouble.recover(resource, again, facts, loading?.dynamicImport?.retry)
  }
}
