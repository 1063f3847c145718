import type { Plugin } from 'vite'
import { packageOf } from '../discover/package-json.ts'
import {
  extensionPointsId,
  pluginsEnvironment,
  hostBuildId,
  hostBuildSpecifier,
} from './module-id.ts'
import type { Workspace, WorkspaceHolder } from './workspace.ts'

/**
 * Puts a module with the host's own instances of the shared dependencies in the place of the runtime's
 * empty one, so that plugins get the very modules that the host's bundle has anyway. With them stands
 * the input of the baked plan, so that a start compares two short texts and hashes nothing.
 */
export function provideShared(workspace: WorkspaceHolder): Plugin {
  return {
    name: 'mortise:provide-shared',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name !== pluginsEnvironment,
    resolveId: {
      order: 'pre',
      filter: { id: new RegExp(`^(${hostBuildSpecifier}|${extensionPointsId})$`) },
      handler: (id) => (id === extensionPointsId ? id : hostBuildId),
    },
    load: {
      filter: { id: new RegExp(`^(${hostBuildId}|${extensionPointsId})$`) },
      handler(id) {
        const opened = workspace.get()
        return id === hostBuildId ? hostBuildCode(opened) : extensionPointsCode(opened)
      },
    },
  }
}

/** Entry points that a plugin from elsewhere may need, although no plugin of the workspace does. */
const alwaysProvided: Readonly<Record<string, readonly string[]>> = {
  react: ['react', 'react/jsx-runtime'],
  'react-dom': ['react-dom', 'react-dom/client'],
}

/** The modules that tell the page's host of its build. */
export function hostCode(workspace: Workspace): string {
  return hostBuildCode(workspace) + extensionPointsCode(workspace)
}

function extensionPointsCode({ extensionPoints }: Workspace) {
  return `export const extensionPoints = ${JSON.stringify(extensionPoints)}\n`
}

function hostBuildCode({ shared, packages, root, built, options, extensionPoints }: Workspace) {
  const imports: string[] = []
  const provided: string[] = []
  const names = built?.sharedNames ?? new Map<string, readonly string[] | undefined>()
  for (const [name, version] of shared.hostVersions) {
    const used = [...names.keys()].filter((specifier) => packageOf(specifier) === name)
    const specifiers = new Set([...(alwaysProvided[name] ?? []), ...used])
    if (specifiers.size === 0) specifiers.add(name)
    const sideEffects = packages.installed(name, root)?.json.sideEffects
    for (const specifier of [...specifiers].sort()) {
      const local = `shared${imports.length}`
      const union = sideEffects === false ? names.get(specifier) : undefined
      imports.push(importCode(specifier, local, union))
      const module = union
        ? `{${union.map((key, i) => `${JSON.stringify(key)}: ${local}_${i}`)}}`
        : local
      const list = union ? `, names: ${JSON.stringify(union)}` : ''
      provided.push(
        `  ${JSON.stringify(specifier)}: { version: ${JSON.stringify(version)}, module: ${module}${list} },\n`,
      )
    }
  }
  // In development nothing is built, and a plan with warnings is looked at: the page resolves by itself.
  const plan = built?.isPlain ? `plan: ${JSON.stringify(built.plan.input)}, ` : ''
  const { policy, engine } = options
  const rules = policy || engine ? `rules: ${JSON.stringify({ policy, engine })}, ` : ''
  const points = Object.keys(extensionPoints).length
    ? `extensionPoints: () => import(${JSON.stringify(extensionPointsId)}), `
    : ''
  return `${imports.join('')}export const build = { ${plan}${rules}${points}provided: {\n${provided.join('')}} }\n`
}

/** A whole namespace, or, for a package that tree-shakes, just what the workspace's plugins use. */
function importCode(specifier: string, local: string, names: readonly string[] | undefined) {
  const from = JSON.stringify(specifier)
  if (!names) return `import * as ${local} from ${from}\n`
  const list = names.map((name, i) => `${JSON.stringify(name)} as ${local}_${i}`)
  return `import { ${list.join(', ')} } from ${from}\n`
}
