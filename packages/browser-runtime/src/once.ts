import { refuse } from './errors.ts'

/**
 * Imports a part of the runtime when it is asked for, and again after that failed. Modules are taken
 * whole: an `import()` that is destructured costs thrice as much, because Vite rewrites it.
 * @throws HOST_INCOMPLETE
 */
export function once<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let part: Promise<Part> | undefined
  return () =>
    (part ??= load().catch((cause: unknown) => {
      part = undefined
      return refuse('hostIncomplete', { cause })
    }))
}
