/** Gives what was made of a text before, or makes it. The key names what is made, and holds the text. */
export type Remember = <Made>(key: string, make: () => Made) => Made

/** For a process that builds once: to keep everything would cost more than it saves. */
export const makeAnew: Remember = (_, make) => make()

export interface Memory {
  readonly remember: Remember
  /** Between two builds: what the last one had no use for is forgotten. */
  turn(): void
}

/** What builds of one workspace made of texts that stayed the same, such as those of packages. */
export function createMemory(): Memory {
  let before = new Map<string, unknown>()
  let now = new Map<string, unknown>()
  return {
    remember<Made>(key: string, make: () => Made) {
      if (!now.has(key)) now.set(key, before.has(key) ? before.get(key) : make())
      return now.get(key) as Made
    },
    turn() {
      before = now
      now = new Map()
    },
  }
}
