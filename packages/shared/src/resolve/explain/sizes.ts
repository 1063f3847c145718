import type { Plan, PlanInput } from '../plan.ts'

/** A plugin or a fallback provider that a plan uses. */
export interface SizedPart {
  /** `<id>@<version>` or `<package>@<version>`. */
  readonly name: string
  /** Of a fallback provider. */
  readonly package: string | undefined
  /** Bytes, if its entry states them; 0 for the host's own copies, which are there. */
  readonly size: number | undefined
}

/** What a plan uses, by name. */
export function sizesInUse(plan: Plan, { plugins }: PlanInput): Map<string, SizedPart> {
  const entries = new Map(plugins.map((plugin) => [`${plugin.id}@${plugin.version}`, plugin]))
  const byId = new Map(plugins.map((plugin) => [plugin.id, plugin]))
  const parts = new Map<string, SizedPart>()
  for (const [id, { version, shared }] of Object.entries(plan.wiring)) {
    const name = `${id}@${version}`
    parts.set(name, { name, package: undefined, size: entries.get(name)?.size })
    for (const [key, choice] of Object.entries(shared)) {
      const packageName = key.slice(0, key.indexOf('@', 1))
      const copy = `${packageName}@${choice.version}`
      if (choice.provider === 'host') {
        parts.set(copy, { name: copy, package: packageName, size: 0 })
        continue
      }
      const picked = plan.wiring[choice.provider]?.version
      const provider = entries.get(`${choice.provider}@${picked}`) ?? byId.get(choice.provider)
      const size = provider?.providesSize?.[packageName]
      parts.set(copy, { name: copy, package: packageName, size })
    }
  }
  return parts
}
