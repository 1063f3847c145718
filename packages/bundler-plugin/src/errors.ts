import { MortiseError } from '@mortise/shared'
import type { PlanWarning } from '@mortise/shared'
import type { BundledPackage } from './plan/find-bundled.ts'
import type { OverruledKey } from './plan/feature-loading.ts'
import type { EagerFeature } from './plan/find-eager-features.ts'
import type { BrokenInvariant } from './plan/invariants.ts'

/** An error that need not stop the build, as a bundler's log. */
export const warningOf = ({ code, message }: MortiseError) => ({
  code,
  message: `${code}: ${message}`,
})

/** Modules of a chain of imports, our own virtual ones left out. */
const chain = (path: readonly string[], root: string) =>
  path
    .filter((id) => !id.startsWith('\0'))
    .map((id) => id.replace(`${root}/`, ''))
    .join(' -> ')

export const noPlugins = (root: string, patterns: readonly string[]) =>
  new MortiseError({
    code: 'CONFIG_NO_PLUGINS',
    why: `No plugin.json was found for ${patterns.map((p) => `"${p}"`).join(', ')} in "${root}".`,
    fix: 'Let `mortise({ plugins: [...] })` name folders that contain a plugin.json, relative to the Vite root.',
  })

export const duplicateId = (id: string, first: string, second: string) =>
  new MortiseError({
    code: 'CONFIG_DUPLICATE_ID',
    why: `Two plugins have the id "${id}": "${first}" and "${second}".`,
    fix: 'Give one of them another id.',
  })

export const entryMissing = (id: string, folder: string, entry: string | undefined) =>
  new MortiseError({
    code: 'CONFIG_ENTRY_MISSING',
    why: `Plugin "${id}" has no entry file: "${folder}/${entry ?? 'src/index.*'}" does not exist.`,
    fix: 'Create the file, or name the right one with `entry` in plugin.json.',
  })

export const entryWithoutDefault = (id: string, file: string) =>
  new MortiseError({
    code: 'CONFIG_ENTRY_INVALID',
    why: `The entry "${file}" of plugin "${id}" has no default export, so there is no plugin in it.`,
    fix: 'Write `export default definePlugin({ init() {} })` in it.',
  })

export const featureMissing = (id: string, feature: string, file: string) =>
  new MortiseError({
    code: 'CONFIG_FEATURE_MISSING',
    why: `Feature "${feature}" of plugin "${id}" points at "${file}", which does not exist.`,
    fix: `Correct \`features.${feature}\` in plugin.json, or create the file.`,
  })

export const optionsInvalid = (problem: string) =>
  new MortiseError({
    code: 'CONFIG_INVALID',
    why: `The options of mortise() are wrong: ${problem}.`,
    fix: 'Correct them in vite.config.ts; the README of @mortise/bundler-plugin lists all options.',
  })

export const packItemUnknown = (pack: string, item: string, near: string | undefined) =>
  new MortiseError({
    code: 'CONFIG_PACK_INVALID',
    why: `Pack "${pack}" of mortise() names "${item}", which is neither a plugin nor a feature of one.${near === undefined ? '' : ` Did you mean "${near}"?`}`,
    fix: 'Write "eager", the id of a plugin, or `<id>/<feature>`.',
  })

export const warmUnknown = (id: string, near: string | undefined) =>
  new MortiseError({
    code: 'CONFIG_WARM_UNKNOWN',
    why: `\`warm\` of mortise() names "${id}", which is no plugin of this host.${near === undefined ? '' : ` Did you mean "${near}"?`}`,
    fix: 'Write the id of a plugin, as its plugin.json has it.',
  })

export const packEmpty = (pack: string) =>
  new MortiseError({
    code: 'CONFIG_PACK_INVALID',
    why: `Pack "${pack}" of mortise() would be empty: what it names has no chunk that is not in a pack before it.`,
    fix: `Take "${pack}" out of \`packs\`, or let it name a plugin that runs.`,
  })

export const extensionPointsInvalid = (where: string, problem: string) =>
  new MortiseError({
    code: 'CONFIG_EXTENSION_POINTS',
    why: `The extension points in "${where}" are wrong: ${problem}.`,
    fix: 'Write a record of names to `{ schema?, cardinality? }`.',
  })

export const sharedNotInstalled = (name: string, root: string) =>
  new MortiseError({
    code: 'CONFIG_SHARED_NOT_INSTALLED',
    why: `Shared dependency "${name}" is installed neither for the host in "${root}" nor for any plugin.`,
    fix: `Install "${name}", or take it out of \`shared\`.`,
  })

export const legacyBuild = () =>
  new MortiseError({
    code: 'CONFIG_BUILDER_NEEDED',
    why: 'The plugins were not built, because Vite built the host alone.',
    fix: 'Build with `vite build`, or in scripts with `(await createBuilder(config)).buildApp()` instead of `build(config)`.',
  })

export const viteInternalsMoved = (name: string) =>
  new MortiseError({
    code: 'CONFIG_VITE_UNSUPPORTED',
    why: `This version of Vite has no internal plugin "${name}", which has to be kept off the plugins' chunks.`,
    fix: 'Use a version of Vite that @mortise/bundler-plugin names as its peer, or update @mortise/bundler-plugin.',
  })

const ruleTexts = {
  cycle: 'chunks import each other in a circle',
  'feature-imports-feature': "a feature's chunk imports another feature's chunk",
  'eager-lazy-module': 'a module that only import() reaches is in a chunk that loads at once',
} as const satisfies Record<BrokenInvariant['rule'], string>

export const invariantBroken = (broken: readonly BrokenInvariant[]) =>
  new MortiseError({
    code: 'CONFIG_CHUNKS_BROKEN',
    why: `The build cut chunks that must not be: ${broken
      .map(
        ({ rule, chunks, modules }) =>
          `${ruleTexts[rule]} (chunks ${chunks.join(', ')}; modules ${modules.join(', ')})`,
      )
      .join('; ')}.`,
    fix: 'If `chunkName` or `codeSplitting` of a plugin puts these modules together, change it; else report this as a bug.',
    details: { broken },
  })

export const featuresNotLazy = (eager: readonly EagerFeature[], root: string) =>
  new MortiseError({
    code: 'CONFIG_FEATURE_NOT_LAZY',
    why: eager
      .map(
        ({ plugin, feature, path }) =>
          `Feature "${feature}" of plugin "${plugin}" cannot be loaded alone, because the plugin's entry imports it statically: ${chain(path, root)}.`,
      )
      .join(' '),
    fix: 'Take the static import out, or move what the entry needs of it into a module of its own.',
  })

export const unresolvable = (refused: readonly { code: string; why: string; fix: string }[]) =>
  new MortiseError({
    code: 'RESOLVE_WORKSPACE',
    why: `The plugins of this workspace cannot run together: ${refused.map(({ code, why }) => `${why} (${code})`).join(' ')}`,
    fix: [...new Set(refused.map(({ fix }) => fix))].join(' '),
    details: { refused },
  })

/** What the plan says of a plugin that runs all the same, as a warning of the build. */
export const planWarning = ({ code, plugin, why, fix }: PlanWarning) =>
  new MortiseError({ code, why, fix, details: { plugin } })

/** A warning, but with the form of an error: code, what, where, how to fix. */
export const bundledTwice = ({ plugin, package: name, path }: BundledPackage, root: string) =>
  new MortiseError({
    code: 'SHARED_BUNDLED',
    why: `Plugin "${plugin}" carries its own copy of "${name}", so a page has two: ${chain(path, root)}.`,
    fix: `List "${name}" in \`shared\` of mortise(), and import it by its name, not by a path.`,
  })

/** A warning, like `bundledTwice`. */
export const keysOverruled = (plugin: string, keys: readonly OverruledKey[]) =>
  new MortiseError({
    code: 'CONFIG_KEY_OVERRULED',
    why: `Plugin "${plugin}" sets ${keys.map(({ key, by }) => `"loading.${key}", which has no effect beside "loading.${by}"`).join(', and ')}.`,
    fix: 'Take back one of the two.',
  })

/** A warning, like `bundledTwice`. Sizes in KB. */
export const chunkTooLarge = (
  plugin: string,
  chunk: string,
  size: number,
  limit: number,
  module: string,
) =>
  new MortiseError({
    code: 'CONFIG_CHUNK_TOO_LARGE',
    why: `Chunk "${chunk}" of plugin "${plugin}" has ${size} KB, and its maxChunkSize is ${limit} KB: its largest module, "${module}", cannot be cut.`,
    fix: 'Import that module with import(), or raise `loading.codeSplitting.maxChunkSize`.',
  })

/** For `mortise dev`: one of the ids is unknown, or none is given and there is not one plugin. */
export const pluginsNotChosen = (unknown: string | undefined, known: readonly string[]) =>
  new MortiseError({
    code: 'CONFIG_PLUGINS_NOT_CHOSEN',
    why:
      unknown === undefined
        ? `There are ${known.length} plugins to start, and none is named.`
        : `There is no plugin "${unknown}".`,
    fix: `Name one or several of ${known.map((id) => `"${id}"`).join(', ')}.`,
  })
