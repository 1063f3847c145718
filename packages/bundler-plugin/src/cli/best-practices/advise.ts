import { keysNotHonoured } from '@mortise/shared/not-honoured'
import type { Inspection } from '../inspection.ts'
import type { Warning } from '../report.ts'
import { foreignPlugins } from './foreign-plugins.ts'
import { neededBy } from './needed-by.ts'
import type { Finding, Section } from './rule.ts'
import { sections } from './sections.ts'

/** What the best practices say of the plugins, rule by rule. */
export function advise(inspection: Inspection): Warning[] {
  const { plugins } = inspection
  const surroundings = {
    inspection,
    neededBy: neededBy(plugins),
    foreign: foreignPlugins(plugins),
  }
  return sections.flatMap((section) =>
    section.rules.flatMap((rule) =>
      plugins.flatMap((plugin) => {
        const finding = rule.find(plugin, surroundings)
        return finding ? warningOf(rule.id, plugin.id, finding, section) : []
      }),
    ),
  )
}

function warningOf(rule: string, plugin: string, finding: Finding, { title }: Section): Warning {
  const { why, fix, advice } = finding
  const page = `docs/best-practices.md#${title.toLowerCase().replaceAll(' ', '-')}`
  const warning: Warning = { rule, plugin, why: `Plugin "${plugin}" ${why}.`, fix, page }
  return keysNotHonoured(advice).length > 0 ? { ...warning, notYet: true } : warning
}
