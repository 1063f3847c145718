import type { Dispose } from '../plugin.ts'
import type { ServiceName, ServiceOf } from './service-map.ts'

/** What a service is chosen by: the properties of its registration, and `pluginId` of its provider. */
export type ServiceProperties = Readonly<Record<string, unknown>>

/** Properties that must be equal, or a predicate over them. */
export type ServiceFilter = ServiceProperties | ((properties: ServiceProperties) => boolean)

export interface RegisterOptions {
  /**
   * Lets several providers of one name stand side by side. The highest is taken, the earliest of
   * equals: the opposite of `priority`, as in OSGi, whose word it is. 0 when absent.
   */
  ranking?: number
  properties?: ServiceProperties
  /** Semantic version of the interface; else what the manifest's `capabilities.provides` says. */
  version?: string
}

/** How long what a factory made is kept: for ever, not at all, or as long as its scope. */
export type ServiceScope = 'singleton' | 'transient' | 'scoped'

export interface FactoryOptions extends RegisterOptions {
  /** `singleton` when absent. */
  scope?: ServiceScope
}

export interface FactoryRequest {
  readonly name: string
  /** Id of the scope that was asked for. */
  readonly scope: string | undefined
  /** Id of the plugin that asks, or asks first; nothing for the host. */
  readonly pluginId: string | undefined
}

export type ServiceFactory<Service = unknown> = (
  request: FactoryRequest,
) => Service | Promise<Service>

export interface WaitOptions {
  filter?: ServiceFilter | undefined
  /** Range of the interface's version, as npm has it. */
  version?: string | undefined
  /** Id of the scope, for a service that has scopes: any text. */
  scope?: string | undefined
  /** Milliseconds; 10 000 when absent. */
  timeout?: number | undefined
  /** For a plugin: restart it when another service takes this one's place. */
  restartOnChange?: boolean | undefined
  signal?: AbortSignal | undefined
}

/** `Given` is what a caller says that the service is; without it the name's type. */
export type Found<Given, Name extends string> = [Given] extends [never] ? ServiceOf<Name> : Given

/** The services of a host, as the host or one of its plugins sees them. */
export interface PluginServices {
  /**
   * Offers a service until it is disposed or its plugin stops.
   * @throws SERVICE_DUPLICATE when the name is taken and no `ranking` is given.
   */
  register<Name extends ServiceName>(
    name: Name,
    service: ServiceOf<Name>,
    options?: RegisterOptions,
  ): Dispose
  /**
   * Offers a service that is made when somebody waits for it. @throws SERVICE_DUPLICATE, as `register`
   */
  registerFactory<Name extends ServiceName>(
    name: Name,
    factory: ServiceFactory<ServiceOf<Name>>,
    options?: FactoryOptions,
  ): Promise<Dispose>
  /**
   * Puts a service in the place of the one that `get` gives, such as a decorator of it. Disposing
   * brings the former back; when the provider of that goes, both are gone. @throws SERVICE_MISSING
   */
  replace<Name extends ServiceName>(name: Name, service: ServiceOf<Name>): Promise<Dispose>
  /** @throws SERVICE_MISSING when nobody registered it, or a factory has not made it yet. */
  get<Given = never, Name extends ServiceName = string>(
    name: Name,
    filter?: ServiceFilter,
  ): Found<Given, Name>
  /** What `get` gives, and nothing where that throws. */
  find<Given = never, Name extends ServiceName = string>(
    name: Name,
    filter?: ServiceFilter,
  ): Found<Given, Name> | undefined
  /** Whether somebody registered it, made or not. */
  has(name: ServiceName, filter?: ServiceFilter): boolean
  /**
   * The service as soon as it is there. A plugin that provides it by its manifest is loaded for it,
   * unless its strategy is `on-demand`.
   * @throws SERVICE_TIMEOUT, SERVICE_PROVIDER_FAILED, SERVICE_FACTORY_FAILED, SERVICE_SCOPE_MISSING,
   * SERVICE_RANGE_INVALID; the signal's reason.
   */
  wait<Given = never, Name extends ServiceName = string>(
    name: Name,
    options?: WaitOptions,
  ): Promise<Found<Given, Name>>
  /**
   * Calls back with what `get` would give, first before the promise resolves, then at each change;
   * with nothing while it is not there. A factory's singleton is made for it; no plugin is loaded.
   */
  track<Given = never, Name extends ServiceName = string>(
    name: Name,
    listener: (service: Found<Given, Name> | undefined) => void,
    filter?: ServiceFilter,
  ): Promise<Dispose>
  /** Forgets what factories made for a scope. */
  clearScope(scope: string): Promise<void>
}
