import type { Factory } from './chunk-record.ts'
import {
  createGeneration,
  type ChunkSource,
  type Definition,
  type LinkedGeneration,
} from './generation.ts'

export type { Factory } from './chunk-record.ts'
export type { ChunkSource, LinkedGeneration } from './generation.ts'
export type { LinkError } from './link-error.ts'
export type { Namespace } from './namespace.ts'

/** Keeps the factories of a page or worker and makes instances of them. Needs no DOM. */
export interface Linker {
  /** `deps` are logical names of chunks and keys of shared dependencies, in order of evaluation. */
  register(id: string, deps: readonly string[], factory: Factory): void
  has(id: string): boolean
  forget(id: string): void
  createGeneration(source: ChunkSource): LinkedGeneration
}

export function createLinker(): Linker {
  const definitions = new Map<string, Definition>()
  return {
    register: (id, dependencies, factory) => void definitions.set(id, { dependencies, factory }),
    has: (id) => definitions.has(id),
    forget: (id) => void definitions.delete(id),
    createGeneration: (source) => createGeneration(definitions, source),
  }
}
