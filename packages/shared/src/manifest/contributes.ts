import * as z from 'zod/mini'
import { block, optional } from './field.ts'

const text = z.string()

const menuEntry = z.strictObject({ id: text, label: text, command: z.optional(text) })

const command = z.strictObject({
  name: text.check(z.regex(/^[a-z][a-z0-9-]*$/)),
  description: z.optional(text),
  module: z.optional(text),
})

const route = z.strictObject({
  prefix: text.check(z.regex(/^\//)),
  service: text,
  methods: z.optional(z.array(text)),
})

const kind = z.strictObject({ id: text, globs: z.array(text), description: z.optional(text) })

/** The contract names these kinds and leaves the form of their entries open. */
const openEntries = z.array(z.unknown())

/** Each key surfaces as the extension point `contributes.<key>`. */
export const contributes = block(
  {
    kinds: optional(z.array(kind), 'Kinds of file that the plugin understands.'),
    events: optional(z.array(text), 'Events that the plugin listens to.'),
    menus: optional(z.record(text, z.array(menuEntry)), 'Menu entries by menu.'),
    themes: optional(
      z.array(z.strictObject({ id: text, label: text, path: text })),
      'Themes that the plugin brings.',
    ),
    translations: optional(
      z.array(z.strictObject({ locale: text, path: text })),
      'Translations that the plugin brings.',
    ),
    actions: optional(z.array(z.looseObject({ name: text })), 'Actions that the plugin offers.'),
    drivers: optional(openEntries, 'Drivers that the plugin offers.'),
    fieldTypes: optional(openEntries, 'Field types that the plugin offers.'),
    functions: optional(openEntries, 'Functions that the plugin offers.'),
    routes: optional(z.array(route), 'Routes that the plugin serves, by prefix.'),
    commands: optional(z.array(command), 'Commands of the plugin, in lower case with hyphens.'),
  },
  'Contributions of known kinds.',
)
