type Versions = Readonly<Record<string, string>>

/** What the host decides over its plugins' heads. Names are plugin ids and shared packages. */
export interface HostPolicy {
  /** The one version of a plugin or package that may be taken. */
  readonly pins?: Versions | undefined
  /**
   * Ranges in the place of those that plugins ask for, as npm's `overrides`: a range for
   * everybody, or by plugin id the ranges for that plugin alone, which come first.
   */
  readonly overrides?:
    | Readonly<Record<string, string | Readonly<Record<string, string>>>>
    | undefined
  /** Plugins that may not run. */
  readonly disabled?: readonly string[] | undefined
  /** The version that wins a conflict about a package for plugins that leave it to the host (`manual`). */
  readonly conflicts?: Versions | undefined
  /** A plan to keep to, as `createLock` gives it. */
  readonly lock?: Lock | undefined
}

/** The versions that a plan chose. JSON. */
export interface Lock {
  readonly format: 1
  /** `hash` of that plan: the same while everything in it can be had. */
  readonly hash: string
  readonly plugins: Versions
  /** By requirement, as in `plan.shared`. */
  readonly shared: Versions
}

/** The range that a plugin's requirement has under a policy. */
export function overriddenRange(
  { overrides = {} }: HostPolicy,
  plugin: string,
  name: string,
  range: string,
): string {
  const own = overrides[plugin]
  const forPlugin = typeof own === 'object' ? own[name] : undefined
  const forAll = overrides[name]
  return forPlugin ?? (typeof forAll === 'string' ? forAll : range)
}

/** The version that a policy pins a plugin to. */
export function pinnedPlugin({ pins, lock }: HostPolicy, id: string): string | undefined {
  return pins?.[id] ?? lock?.plugins[id]
}

/** The version that a policy pins a shared requirement of a plugin to. */
export function pinnedPackage(
  { pins, lock }: HostPolicy,
  plugin: string,
  name: string,
  key: string,
): string | undefined {
  return pins?.[name] ?? lock?.shared[`${plugin} ${key}`] ?? lock?.shared[key]
}
