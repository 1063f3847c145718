/** What a plugin adds to an extension point: the manifest's contribution and whose it is. */
export type Contribution<Value extends object = Record<string, unknown>> = Value & {
  readonly pluginId: string
}

type Points = Readonly<Record<string, unknown>>

export interface Extensions {
  /** Replaces what plugins contribute, by plugin id. */
  set(contributions: Iterable<readonly [string, Points]>): void
  /** Contributions in the order of the plugins; the same array until something changes. */
  get(point: string): readonly Contribution[]
}

const none: readonly Contribution[] = Object.freeze([])

/** Reads manifests only: no plugin's code is loaded to know what it contributes. */
export function createExtensions(onChange: () => void): Extensions {
  const contributed = new Map<string, Points>()
  const found = new Map<string, readonly Contribution[]>()

  function collect(point: string): readonly Contribution[] {
    const list = [...contributed].flatMap(([pluginId, points]) => {
      const values = points[point]
      if (!Array.isArray(values)) return []
      return values.map((value) => Object.freeze({ ...value, pluginId }) as Contribution)
    })
    return list.length ? Object.freeze(list) : none
  }

  return {
    set(contributions) {
      for (const [pluginId, points] of contributions) contributed.set(pluginId, points)
      found.clear()
      onChange()
    },
    get(point) {
      const list = found.get(point) ?? collect(point)
      found.set(point, list)
      return list
    },
  }
}
