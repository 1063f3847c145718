/**
 * Types of contributions by extension point, for a host and its plugins to fill in:
 * `declare module '@mortise/browser-runtime' { interface ExtensionPointMap { 'app.tabs': Tab } }`.
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled in by declaration merging
export interface ExtensionPointMap {}

/** Any text; editors offer the names of the map. */
export type ExtensionPointName = Extract<keyof ExtensionPointMap, string> | (string & {})

/** `Given` is what a caller says that a contribution is; without it the point's type. */
export type ContributionTo<Given, Point extends string> = Contribution<
  [Given] extends [never] ? ValueOf<Point> : Given
>

/** What may be contributed to a point: the host's own keys may stand beside the point's. */
export type ValueOf<Point extends string> = Point extends keyof ExtensionPointMap
  ? ExtensionPointMap[Point]
  : Record<string, unknown>

/** What a plugin adds to an extension point: the manifest's contribution and whose it is. */
export type Contribution<Value = Record<string, unknown>> = Value & {
  readonly pluginId: string
}

/** What one plugin contributes, by extension point. */
export type ContributedValues = Readonly<Record<string, readonly AnyValue[]>>

type AnyValue = Readonly<Record<string, unknown>>

/** Plugin id, then what it contributes by extension point. In the order of the plugins. */
export type Contributions = readonly (readonly [string, ContributedValues])[]
