import type { Words } from '../errors.ts'

interface ServiceFacts {
  readonly name: string
}

interface UserFacts extends ServiceFacts {
  /** Id of the plugin that asks; nothing for the host. */
  readonly user: string | undefined
}

interface ProviderFacts {
  readonly id: string
  readonly strategy: string
  readonly state: string
}

interface PluginFacts extends ServiceFacts {
  readonly id: string
  readonly version: string
}

export const serviceMissing = ({
  name,
  known,
}: ServiceFacts & { known: readonly string[] }): Words => ({
  code: 'SERVICE_MISSING',
  why: `There is no service "${name}"; there are ${known.join(', ') || 'none'}.`,
  fix: 'Wait for it with services.wait() first.',
})

export const serviceTimeout = (
  facts: UserFacts & {
    timeout: number
    range: string | undefined
    providers: readonly ProviderFacts[]
  },
): Words => ({
  code: 'SERVICE_TIMEOUT',
  why: `${asking(facts)} waited ${facts.timeout} ms for service "${facts.name}"${inRange(facts)}, which ${whoProvides(facts)}.`,
  fix: facts.providers.some(({ strategy }) => strategy === 'on-demand')
    ? 'Load the plugin with loadPlugin(): its strategy is "on-demand", so nothing else does.'
    : 'Correct the name, see what keeps the provider, or raise "timeout".',
})

export const serviceProviderFailed = (
  facts: UserFacts & { provider: string; cause: unknown },
): Words => ({
  code: 'SERVICE_PROVIDER_FAILED',
  why: `${asking(facts)} waits for service "${facts.name}", and plugin "${facts.provider}", which provides it, failed: ${text(facts.cause)}`,
  fix: 'Correct the plugin that failed; the cause says where.',
})

export const serviceFactoryFailed = (
  facts: ServiceFacts & { provider: unknown; cause?: unknown },
): Words => ({
  code: 'SERVICE_FACTORY_FAILED',
  why: `The factory of service "${facts.name}", of ${facts.provider ? `plugin "${facts.provider}"` : 'the app'}, ${facts.cause === undefined ? 'made nothing' : `threw: ${text(facts.cause)}`}.`,
  fix: 'Correct the factory; the cause says where.',
})

export const serviceScopeMissing = (facts: UserFacts): Words => ({
  code: 'SERVICE_SCOPE_MISSING',
  why: `${asking(facts)} asks for service "${facts.name}", of which there is one in each scope, without a scope.`,
  fix: 'Name one: services.wait(name, { scope: "…" }).',
})

export const serviceRangeInvalid = ({ name, range }: ServiceFacts & { range: string }): Words => ({
  code: 'SERVICE_RANGE_INVALID',
  why: `"${range}", in which service "${name}" is wanted, is no range of versions.`,
  fix: 'Write a range as npm has it, such as "^1.0.0".',
})

export const serviceNotProvided = ({ id, version, name }: PluginFacts): Words => ({
  code: 'SERVICE_NOT_PROVIDED',
  why: `Plugin "${id}" ${version} has started without service "${name}", which its "capabilities.provides" promises.`,
  fix: 'Register it under the name of the interface in init() or start(), or take it off the manifest.',
})

export const serviceIncomplete = (facts: PluginFacts & { lacking: readonly string[] }): Words => ({
  code: 'SERVICE_INCOMPLETE',
  why: `Service "${facts.name}" of plugin "${facts.id}" ${facts.version} lacks ${facts.lacking.map((method) => `${method}()`).join(', ')}, which its "capabilities.provides" promises.`,
  fix: 'Add the methods, or take them off the manifest.',
})

function asking({ user }: UserFacts) {
  return user ? `Plugin "${user}"` : 'The app'
}

function inRange({ range }: { range: string | undefined }) {
  return range === undefined ? '' : ` in "${range}"`
}

function whoProvides({ providers }: { providers: readonly ProviderFacts[] }) {
  if (!providers.length) return 'nobody registered, and no plugin of the plan provides'
  const each = providers.map(({ id, state }) => `plugin "${id}" (${state})`)
  return `${each.join(' and ')} should provide`
}

function text(cause: unknown) {
  return cause instanceof Error ? cause.message : String(cause)
}
