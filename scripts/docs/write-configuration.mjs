// Writes docs/configuration.md from the schemas and the ledger.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../workspace.mjs'
import { configurationPage } from './configuration-page.mjs'

writeFileSync(join(root, 'docs/configuration.md'), await configurationPage())
