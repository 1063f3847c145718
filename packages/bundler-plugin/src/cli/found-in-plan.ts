import type { Catalog, ErrorCode, Plan } from '@mortise/shared'
import type { ExtensionPointDeclarations } from '@mortise/shared/contributions'
import { checkContributions } from '../describe/check-contributions.ts'
import type { PluginSource } from '../discover/plugin-source.ts'
import type { Found } from './inspection.ts'

/** What a check of contributions leaves out of the page; the rest of what it finds may be meant. */
const leftOut: readonly ErrorCode[] = ['EXTENSION_INVALID', 'EXTENSION_CONDITION_INVALID']

interface FoundInPlan {
  readonly refused: readonly Found[]
  readonly odd: readonly Found[]
}

/** What the plan says of the plugins, and the schemas of their contributions. */
export function foundInPlan(
  { refused, warnings }: Plan,
  catalog: Catalog,
  sources: readonly PluginSource[] = [],
  points: ExtensionPointDeclarations = {},
): FoundInPlan {
  const contributions = checkContributions(catalog, sources, points).warnings.map(
    ({ code, why, fix, details }): Found => {
      const plugin = details?.['pluginId']
      return { code, why, fix, ...(typeof plugin === 'string' && { plugin }) }
    },
  )
  return {
    refused: [
      ...Object.entries(refused)
        // One that the host itself disabled is no mistake.
        .filter(([, { code }]) => code !== 'RESOLVE_DISABLED')
        .map(([plugin, { code, why, fix }]) => ({ plugin, code, why, fix })),
      ...contributions.filter(({ code }) => leftOut.includes(code)),
    ],
    odd: [...warnings, ...contributions.filter(({ code }) => !leftOut.includes(code))],
  }
}
