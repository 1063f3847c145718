/**
 * Types of services by name, for a host and its plugins to fill in:
 * `declare module '@mortise/browser-runtime' { interface ServiceMap { clock: Clock } }`.
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled in by declaration merging
export interface ServiceMap {}

declare const type: unique symbol

/** The name of a service that knows the service's type. */
export type ServiceToken<Service> = string & { readonly [type]: Service }

/** Any text; editors offer the names of the map. */
export type ServiceName = Extract<keyof ServiceMap, string> | (string & {})

/** The type that a name or token stands for. */
export type ServiceOf<Name extends string> =
  Name extends ServiceToken<infer Service>
    ? Service
    : Name extends keyof ServiceMap
      ? ServiceMap[Name]
      : unknown
