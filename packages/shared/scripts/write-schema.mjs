// Writes plugin.schema.json from the built schemas: `npx tsc -b packages/shared` comes first.
import { writeFileSync } from 'node:fs'
import { pluginJsonSchema } from '../dist/manifest/json-schema.js'

const file = new URL('../plugin.schema.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(pluginJsonSchema(), undefined, 2)}\n`)
