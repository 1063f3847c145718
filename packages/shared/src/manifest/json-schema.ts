import * as z from 'zod/mini'
import { pluginManifest } from './plugin-manifest.ts'

/** JSON Schema of `plugin.json`, draft 7, which every editor understands. */
export function pluginJsonSchema(): object {
  return z.toJSONSchema(pluginManifest, {
    target: 'draft-7',
    io: 'input',
    reused: 'inline',
    override({ jsonSchema }) {
      // The bounds of exact integers are no bounds of ours and only clutter the hover text.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      // A key of JSON is a text in any case.
      delete jsonSchema.propertyNames
    },
  })
}
