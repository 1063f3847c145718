import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  declaredPointsOf,
  extensionSchemaInvalid,
  type ExtensionPointDeclarations,
} from '@mortise/shared/contributions'
import {
  describeProblem,
  extensionPointDeclaration,
  parseJson,
  problemsOf,
} from '@mortise/shared/manifest'
import { createSchemaCheck } from '@mortise/shared/schema-check'
import * as z from 'zod/mini'
import { extensionPointsInvalid } from '../errors.ts'
import type { DiscoverTools } from './discover-plugins.ts'
import type { PluginSource } from './plugin-source.ts'

const declarations = z.record(z.string().check(z.minLength(1)), extensionPointDeclaration)

/**
 * The extension points that the host declares, in its options or in a file that they name: JSON, or
 * a module with a default export. Refuses with CONFIG_EXTENSION_POINTS or EXTENSION_SCHEMA_INVALID.
 */
export async function readExtensionPoints(
  root: string,
  option: unknown,
  { loadConfig, refuse }: Pick<DiscoverTools, 'loadConfig' | 'refuse'>,
): Promise<ExtensionPointDeclarations> {
  const file = typeof option === 'string' ? resolve(root, option) : undefined
  const where = file ?? 'extensionPoints'
  const written = file === undefined ? (option ?? {}) : await readDeclarations(file, loadConfig)
  const parsed = declarations.safeParse(written, { reportInput: true })
  if (!parsed.success) {
    const problems = problemsOf(declarations, parsed.error).map(describeProblem)
    refuse(extensionPointsInvalid(where, problems.join('; ')))
    return {}
  }
  refuseBrokenSchemas(parsed.data, 'the host', refuse)
  return parsed.data
}

/** Refuses with EXTENSION_SCHEMA_INVALID what a plugin declares in its manifest. */
export function checkDeclaredSchemas(
  { id, manifest }: PluginSource,
  refuse: DiscoverTools['refuse'],
): void {
  refuseBrokenSchemas(declaredPointsOf(manifest), `plugin "${id}"`, refuse)
}

async function readDeclarations(file: string, loadConfig: DiscoverTools['loadConfig']) {
  if (!file.endsWith('.json')) return loadConfig(file)
  return parseJson(await readFile(file, 'utf8'), file)
}

function refuseBrokenSchemas(
  points: ExtensionPointDeclarations,
  owner: string,
  refuse: DiscoverTools['refuse'],
) {
  for (const [point, { schema }] of Object.entries(points)) {
    if (schema === undefined) continue
    try {
      createSchemaCheck(schema)
    } catch (cause) {
      refuse(extensionSchemaInvalid(point, owner, cause))
    }
  }
}
