import type { Plan, PlanPlugin, PlanWarning, Refusal } from '../plan.ts'

/** That somebody asks for something. */
export interface Requirement {
  /** Id of the plugin that asks; `host` for what the host itself has or decides. */
  readonly from: string
  /** Its version; empty for the host. */
  readonly version: string
  /** A plugin, a package or an engine. */
  readonly needs: string
  readonly range: string
  readonly kind: 'plugin' | 'optional' | 'shared' | 'peer' | 'host'
}

/** Why something is as it is. `String()` of it is its text. */
export interface Explanation {
  readonly name: string
  /** For people, in lines. */
  readonly text: string
  /** The shortest chain of requirements that decides, the first one's plugin needed by nobody. */
  readonly chain: readonly Requirement[]
  /** The smallest set of requirements that cannot be met together. */
  readonly conflict?: readonly Requirement[] | undefined
  /** What would mend it. */
  readonly fix?: string | undefined
  toString(): string
}

/** A change of the plugins or versions that a plan is made of. */
export interface PlanChange {
  /** Entries of a catalog, or what the plan must know of a plugin. */
  readonly add?: readonly PlanPlugin[] | undefined
  /** Ids. */
  readonly remove?: readonly string[] | undefined
  /** Plugin, or package of the host, to the version that it would have. */
  readonly upgrade?: Readonly<Record<string, string>> | undefined
}

/** What a change would lead to. */
export interface WhatIf {
  readonly plan: ExplainedPlan
  readonly text: string
  /** Bytes of plugins and fallback providers that were not in use before. */
  readonly added: number
  /** Bytes among them of packages that the page has in another version already. */
  readonly duplicated: number
  /** Plugins and `<package>@<version>` among the added ones whose size nobody states. */
  readonly unsized: readonly string[]
  /** Plugins that ran and would not. */
  readonly broken: Readonly<Record<string, Refusal>>
  /** Plugins that were refused and would run. */
  readonly mended: readonly string[]
  /** Warnings that there were not. */
  readonly warnings: readonly PlanWarning[]
}

/** A plan that can be asked. Its methods are no data: JSON leaves them out. */
export interface ExplainedPlan extends Plan {
  /** Why a plugin or a shared package is there, in its version. */
  why(name: string): Explanation
  /** Why a plugin does not run. */
  whyNot(id: string): Explanation
  /** What a change would lead to; nothing is fetched. Throws `RESOLVE_UNKNOWN` for a name that the plan does not have. */
  whatIf(change: PlanChange): WhatIf
}

export function explanation(
  name: string,
  lines: readonly string[],
  facts: Partial<Pick<Explanation, 'chain' | 'conflict' | 'fix'>> = {},
): Explanation {
  const text = lines.join('\n')
  return Object.freeze({ name, text, chain: [], ...facts, toString: () => text })
}

/** `"a" 1.0.0 needs "b" in "^1.0.0"`. */
export function told({ from, version, needs, range, kind }: Requirement): string {
  if (kind === 'host') return `the host has "${needs}" ${range}`
  const [verb, end] = words[kind]
  return `"${from}" ${version} ${verb} "${needs}" in "${range}"${end}`
}

const words = {
  plugin: ['needs', ''],
  optional: ['can use', ''],
  shared: ['shares', ''],
  peer: ['takes', ' as a peer'],
} as const satisfies Record<Exclude<Requirement['kind'], 'host'>, readonly string[]>
