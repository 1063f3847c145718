import type { Linker } from '../linker/linker.ts'
import type { Generation } from './executor.ts'

/** Remembers which generations a factory is kept for, and forgets those that nobody uses. */
export interface FactoryKeeper {
  keep(chunkId: string, user: Generation): void
  release(user: Generation): void
}

export function createFactoryKeeper(linker: Pick<Linker, 'forget'>): FactoryKeeper {
  const users = new Map<string, Set<Generation>>()
  return {
    keep(chunkId, user) {
      users.set(chunkId, (users.get(chunkId) ?? new Set()).add(user))
    },
    release(user) {
      for (const [chunkId, generations] of users) {
        if (!generations.delete(user) || generations.size) continue
        users.delete(chunkId)
        linker.forget(chunkId)
      }
    },
  }
}
