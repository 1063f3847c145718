import type { MortiseError } from '@mortise/shared'
import { explainPlan } from '@mortise/shared/explain'
import type { PluginSource } from '../discover/plugin-source.ts'
import { loadConfig } from '../vite/load-config.ts'
import { describeSources } from '../vite/describe-sources.ts'
import { openWorkspace, type Workspace } from '../vite/workspace.ts'
import { findOptions } from './find-options.ts'
import { foundInPlan } from './found-in-plan.ts'
import type { InspectedPlugin, Inspection } from './inspection.ts'
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
  const { catalog, input, plan } = describeSources(workspace, { base: '/', root })
  const { plugins, extensionPoints } = workspace
  const { refused, odd } = foundInPlan(plan, catalog, plugins, extensionPoints)
  return {
    where: root,
    plugins: await Promise.all(plugins.map((source) => inspectSource(source, workspace))),
    problems: [...problems, ...refused],
    warnings: odd,
    plan: explainPlan(plan, input),
    shared: options.shared,
  }
}

async function inspectSource(
  source: PluginSource,
  { root, packages }: Workspace,
): Promise<InspectedPlugin> {
  const { id, manifest, folder, dependencies, peerDependencies } = source
  // A private package is the workspace's own code and no dependency.
  const isPublished = (name: string) => !packages.installed(name, folder)?.json.private
  return {
    id,
    version: manifest.version,
    manifest,
    isForeign: folder.includes('/node_modules/'),
    packages: Object.keys({ ...dependencies, ...peerDependencies }).filter(isPublished),
    peers: Object.keys(peerDependencies).filter(isPublished),
    ...(await readSources(folder, root)),
  }
}
