import type { ManagedPlugin } from './managed-plugin.ts'

type Plugins = readonly ManagedPlugin[]

/**
 * Who may change what runs, and when. Changes go one after another in the order in which they were
 * asked for; a load waits only for those that touch one of its plugins, so that a hook may load
 * another plugin while a change waits for the hook.
 */
export interface Turns {
  /** Runs a change when those before it are over and the loads before it have begun. */
  change<Result>(touched: Plugins, work: () => Promise<Result>): Promise<Result>
  /**
   * Begins a load when the changes before it that touch one of its plugins are over. Changes after it
   * wait until it calls `begun`, or has ended without.
   */
  begin<Result>(group: Plugins, work: (begun: () => void) => Promise<Result>): Promise<Result>
}

interface Turn {
  readonly isChange: boolean
  readonly plugins: Plugins
  readonly over: Promise<void>
}

export function createTurns(): Turns {
  const queue = new Set<Turn>()

  /** Resolves, when all of these turns are over, to what lets the next ones in. */
  async function enter(isChange: boolean, plugins: Plugins, before: readonly Turn[]) {
    let end = () => {}
    const over = new Promise<void>((resolve) => {
      end = resolve
    })
    const turn = { isChange, plugins, over }
    queue.add(turn)
    await Promise.all(before.map((other) => other.over))
    return () => {
      queue.delete(turn)
      end()
    }
  }

  return {
    async change(touched, work) {
      const leave = await enter(true, touched, [...queue])
      try {
        return await work()
      } finally {
        leave()
      }
    },
    async begin(group, work) {
      const inTheWay = ({ isChange, plugins }: Turn) =>
        isChange && plugins.some((plugin) => group.includes(plugin))
      const leave = await enter(false, group, [...queue].filter(inTheWay))
      try {
        return await work(leave)
      } finally {
        leave()
      }
    },
  }
}
