import * as z from 'zod/mini'
import {
  catalogFormat,
  catalogInvalid,
  manifestFormat,
  manifestInvalid,
  manifestUnknownKey,
} from '../errors.ts'
import { buildManifest, type BuildManifest } from './build-manifest.ts'
import { brokenReferences } from './broken-references.ts'
import { catalog, type Catalog } from './catalog.ts'
import { pluginManifest, type PluginManifest } from './plugin-manifest.ts'
import { problemsOf, type Problem } from './problem.ts'

/**
 * A plugin manifest with every default filled in; `where` names it in the error.
 * Throws `MANIFEST_UNKNOWN_KEY` when unknown keys are all that is wrong, else `MANIFEST_INVALID`;
 * both list every problem with its path.
 */
export function parsePluginManifest(value: unknown, where: string): PluginManifest {
  return parsed(pluginManifest, value, (problems) =>
    problems.every((problem) => problem.unknownKey)
      ? manifestUnknownKey(where, problems)
      : manifestInvalid(where, problems),
  )
}

/**
 * A build manifest whose chunks, styles and shared requirements all exist.
 * Throws `MANIFEST_FORMAT` or `MANIFEST_INVALID`.
 */
export function parseBuildManifest(value: unknown, where: string): BuildManifest {
  const format = formatOf(value)
  if (format !== undefined && format !== 1) throw manifestFormat(where, format)
  const manifest = parsed(buildManifest, value, (problems) => manifestInvalid(where, problems))
  const problems = brokenReferences(manifest)
  if (problems.length > 0) throw manifestInvalid(where, problems)
  return manifest
}

/**
 * A catalog that lists no version of a plugin twice, and whose build manifests are whole and stand in
 * the right entries. Throws `CATALOG_FORMAT` or `CATALOG_INVALID`.
 */
export function parseCatalog(value: unknown, where: string): Catalog {
  const format = formatOf(value)
  if (format !== undefined && format !== 1) throw catalogFormat(where, format)
  const result = parsed(catalog, value, (problems) => catalogInvalid(where, problems))
  const problems = [...listedTwice(result), ...brokenBuilds(result)]
  if (problems.length > 0) throw catalogInvalid(where, problems)
  return result
}

function parsed<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  failure: (problems: Problem[]) => Error,
): z.output<Schema> {
  const result = z.safeParse(schema, value, { reportInput: true })
  if (result.success) return result.data
  throw failure(problemsOf(schema, result.error))
}

/** Read before anything else: a newer format may differ in every other key. */
function formatOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined
}

function listedTwice({ plugins }: Catalog): Problem[] {
  const seen = new Set<string>()
  return plugins.flatMap(({ id, version }, index) => {
    const isKnown = seen.has(`${id}@${version}`)
    seen.add(`${id}@${version}`)
    return isKnown
      ? [{ path: `plugins.${index}.id`, message: `"${id}" ${version} is listed twice` }]
      : []
  })
}

function brokenBuilds({ plugins }: Catalog): Problem[] {
  return plugins.flatMap(({ id, build }, index) => {
    if (!build) return []
    const other = { path: 'id', message: `"${build.id}" is not "${id}"` }
    const problems = [...brokenReferences(build), ...(build.id === id ? [] : [other])]
    return problems.map(({ path, message }) => ({
      path: `plugins.${index}.build.${path}`,
      message,
    }))
  })
}
