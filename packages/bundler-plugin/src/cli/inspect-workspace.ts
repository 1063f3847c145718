import type { MortiseError } from '@mortise/shared'
import { explainPlan } from '@mortise/shared/explain'
import { pluginRefused } from '@mortise/shared/resolve'
import type { PluginSource } from '../discover/plugin-source.ts'
import { loadConfig } from '../vite/load-config.ts'
import { describeSources } from '../vite/describe-sources.ts'
import { openWorkspace } from '../vite/workspace.ts'
import { findOptions } from './find-options.ts'
import { inputOf, type InspectedPlugin, type Inspection } from './inspection.ts'
import { readSources } from './read-sources.ts'

/**
 * Looks at a host and its plugins as a build would, but goes on after a mistake.
 * @throws what `findOptions` throws.
 */
export async function inspectWorkspace(
  folder: string,
  rootOption?: string,
  config?: string,
): Promise<Inspection> {
  const { root, options } = await findOptions(folder, rootOption, config)
  const problems: MortiseError[] = []
  const workspace = await openWorkspace(root, options, loadConfig, (error) => problems.push(error))
  const { catalog, plan } = describeSources(workspace, { base: '/', root })
  const input = inputOf(catalog, Object.fromEntries(workspace.shared.hostVersions))
  const refused = Object.entries(plan.refused).map(([id, refusal]) => pluginRefused(id, refusal))
  return {
    where: root,
    plugins: await Promise.all(workspace.plugins.map((source) => inspectSource(source, root))),
    problems: [...problems, ...refused],
    plan: explainPlan(plan, input),
    shared: options.shared,
  }
}

async function inspectSource(source: PluginSource, root: string): Promise<InspectedPlugin> {
  const { id, manifest, folder, dependencies, peerDependencies } = source
  return {
    id,
    version: manifest.version,
    manifest,
    isForeign: folder.includes('/node_modules/'),
    packages: { ...dependencies, ...peerDependencies },
    peers: Object.keys(peerDependencies),
    ...(await readSources(folder, root)),
  }
}
