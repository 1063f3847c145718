import * as z from 'zod/mini'
import { capabilityManifest } from './capability.ts'
import { configuration } from './configuration.ts'
import { contributes } from './contributes.ts'
import { block, optional, text, texts } from './field.ts'
import { loading } from './loading/index.ts'

const seed = z.strictObject({
  object: z.string(),
  mode: z.optional(z.string()),
  records: z.array(z.unknown()),
})

const engine = z.strictObject({
  objectstack: z.string().check(z.regex(/^[><=~^]*\d+\.\d+\.\d+/)),
})

const pluginType = z.enum([
  'app',
  'plugin',
  'driver',
  'module',
  'objectql',
  'gateway',
  'adapter',
  'ui',
  'server',
  'theme',
  'agent',
])

/** `plugin.json`. */
export const pluginManifest = block(
  {
    $schema: text('Address of this schema, for editors.'),
    id: z.string().check(z.describe('Id of the plugin, unique in the host: `com.example.name`.')),
    version: z
      .string()
      .check(z.regex(/^\d+\.\d+\.\d+$/), z.describe('Version of the plugin: `1.2.3`.')),
    type: pluginType.check(z.describe('What kind of plugin this is.')),
    name: z.string().check(z.describe('Name for people.')),
    description: text('One sentence for people.'),
    author: text('Who wrote the plugin.'),
    license: text('Licence of the plugin.'),
    homepage: text('Where to read more.'),
    repository: text('Where the sources are.'),
    entry: text('Entry file, relative to this one. Default: `src/index.*`.'),
    features: optional(
      z.record(z.string(), z.string()),
      'Parts that can be loaded alone: name to file, relative to this one.',
    ),
    dependencies: optional(
      z.record(z.string(), z.string()),
      'Plugins that this one needs: id to version range. npm packages stand in package.json.',
    ),
    extensions: optional(
      z.record(z.string(), z.unknown()),
      "Contributions to the host's extension points: point to list.",
    ),
    loading: z.prefault(loading, {}),
    contributes: z.optional(contributes),
    capabilities: optional(capabilityManifest, 'Protocols and extension points of the plugin.'),
    configuration: z.optional(configuration),
    namespace: optional(
      z.string().check(z.regex(/^[a-z][a-z0-9_]{1,19}$/)),
      'Prefix of the names that the plugin defines.',
    ),
    scope: optional(z.enum(['cloud', 'system', 'project']), 'Where the plugin belongs.'),
    permissions: texts('Permissions that the plugin asks for.'),
    objects: texts('Globs of object definitions.'),
    datasources: texts('Globs of data source definitions.'),
    data: optional(z.array(seed), 'Seed records.'),
    engine: optional(engine, 'Versions of the engine that the plugin runs on.'),
  },
  'Manifest of a Mortise plugin.',
)

/** `plugin.json` as its author writes it. */
export type PluginManifestInput = z.input<typeof pluginManifest>
/** `plugin.json` after parsing: every default is filled in. */
export type PluginManifest = z.output<typeof pluginManifest>
