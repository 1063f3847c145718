/** What a plugin adds to an extension point: the manifest's contribution and whose it is. */
export type Contribution<Value extends object = Record<string, unknown>> = Value & {
  readonly pluginId: string
}

/** Plugin id, then what it contributes by extension point. In the order of the plugins. */
export type Contributions = readonly (readonly [string, Readonly<Record<string, unknown>>])[]

export interface Extensions {
  /** Replaces what plugins contribute. */
  set(contributions: Contributions): void
  /** Contributions in the order of the plugins; the same array until something changes. */
  get(point: string): readonly Contribution[]
}

/** Reads manifests only: no plugin's code is loaded to know what it contributes. */
export function createExtensions(onChange: () => void): Extensions {
  let contributed: Contributions = []
  const found = new Map<string, readonly Contribution[]>()

  function collect(point: string): readonly Contribution[] {
    const list = contributed.flatMap(([pluginId, { [point]: values }]) =>
      Array.isArray(values)
        ? values.map((value) => Object.freeze({ ...value, pluginId }) as Contribution)
        : [],
    )
    found.set(point, Object.freeze(list))
    return list
  }

  return {
    set(contributions) {
      contributed = contributions
      found.clear()
      onChange()
    },
    get: (point) => found.get(point) ?? collect(point),
  }
}
