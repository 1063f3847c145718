import { configNotHonoured, configUnsupported, keysNotHonoured } from '@mortise/shared/not-honoured'
import { keysOverruled } from '../errors.ts'
import { overruledKeys } from '../plan/feature-loading.ts'
import { advise } from './best-practices/advise.ts'
import type { Found, InspectedPlugin, Inspection } from './inspection.ts'
import type { Paint } from './paint.ts'
import { counted, problemLines, warningLines, type Warning } from './report.ts'
import type { Answer } from './run.ts'

const configurationPage = 'docs/configuration.md'
const errorsPage = 'docs/errors.md'

/** Everything that a build or the page would refuse, and advice. */
export function check(inspection: Inspection, paint: Paint): Answer {
  const { where, plugins } = inspection
  const problems = [
    ...inspection.problems.map(({ code, plugin, why, fix }): Found => ({ code, plugin, why, fix })),
    ...plugins
      .filter(asksForSandbox)
      .map((plugin): Found => ({ plugin: plugin.id, ...configUnsupported(plugin) })),
  ].sort((a, b) => (a.why < b.why ? -1 : 1))
  const warnings = [
    ...inspection.warnings.map(({ code, plugin, why, fix }): Warning => ({
      rule: code,
      plugin,
      why,
      fix,
      page: errorsPage,
    })),
    ...plugins.flatMap(notHonoured),
    ...plugins.flatMap(overruled),
    ...advise(inspection),
  ]
  const now = warnings.filter(({ notYet }) => !notYet)
  const blocks = [
    `${paint('bold', 'mortise check')}  ${counted(plugins.length, 'plugin')} in ${where}`,
    ...problems.map((problem) => problemLines(problem, paint).join('\n')),
    ...byRule(now).map((group) => warningLines(group, paint).join('\n')),
    ...laterLines(warnings, paint),
    summary(problems.length, now.length, paint),
  ]
  return {
    exitCode: problems.length > 0 ? 1 : 0,
    text: blocks.join('\n\n'),
    data: {
      where,
      plugins: plugins.map(({ id, version }) => ({ id, version })),
      problems,
      warnings,
    },
  }
}

function asksForSandbox({ manifest }: InspectedPlugin) {
  return manifest.loading.sandboxing.enabled
}

function notHonoured({ id, version, manifest }: InspectedPlugin): Warning[] {
  const keys = keysNotHonoured(manifest.loading)
  if (keys.length === 0) return []
  const { code, why, fix } = configNotHonoured({ id, version, keys })
  return [{ rule: code, plugin: id, why, fix, page: configurationPage }]
}

function overruled({ id, manifest }: InspectedPlugin): Warning[] {
  const keys = overruledKeys(manifest.loading)
  if (keys.length === 0) return []
  const { code, why, fix } = keysOverruled(id, keys)
  return [{ rule: code, plugin: id, why, fix, page: errorsPage }]
}

/** Advice that cannot be followed yet is told in short: it is the same for nearly every plugin. */
function laterLines(warnings: readonly Warning[], paint: Paint): string[] {
  const groups = byRule(warnings.filter(({ notYet }) => notYet))
  if (groups.length === 0) return []
  const lines = groups.map(([first, ...others]) => {
    const whom =
      others.length > 0 ? counted(others.length + 1, 'plugin') : `"${first.plugin ?? 'the host'}"`
    return `  ${first.rule.padEnd(20)} ${whom.padEnd(12)} ${paint('dim', first.page)}`
  })
  return [[paint('dim', 'Advice for when a later version can honour it'), ...lines].join('\n')]
}

/** Groups of warnings, in the order of the first of each. */
function byRule(warnings: readonly Warning[]): [Warning, ...Warning[]][] {
  const groups = new Map<string, [Warning, ...Warning[]]>()
  for (const warning of warnings) {
    const group = groups.get(warning.rule)
    if (group) group.push(warning)
    else groups.set(warning.rule, [warning])
  }
  return [...groups.values()]
}

function summary(problems: number, warnings: number, paint: Paint) {
  const told = `${counted(problems, 'problem')}, ${counted(warnings, 'warning')}`
  if (problems > 0) return paint('red', `✗ ${told}`)
  return paint(warnings > 0 ? 'yellow' : 'green', `✓ ${told}`)
}
