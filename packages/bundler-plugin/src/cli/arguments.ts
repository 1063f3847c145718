import { parseArgs } from 'node:util'
import { nearest } from '@mortise/shared'

export interface Arguments {
  readonly command: 'why' | 'check'
  /** What `why` is asked about: the id of a plugin or the name of a shared package. */
  readonly name: string
  readonly root: string | undefined
  readonly config: string | undefined
  readonly catalog: string | undefined
  readonly json: boolean
}

const commands = ['why', 'check'] as const

/** The command line as it was typed; a text says what is wrong with it, `undefined` asks for help. */
export function readArguments(typed: readonly string[]): Arguments | string | undefined {
  let parsed
  try {
    parsed = parseArgs({
      args: [...typed],
      allowPositionals: true,
      options: {
        root: { type: 'string' },
        config: { type: 'string' },
        catalog: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\. To specify.*/s, '.') : String(error)
  }
  const { values, positionals } = parsed
  const [given, name = '', ...more] = positionals
  if (values.help || given === 'help') return undefined
  if (given === undefined) return 'Name a command.'
  const command = commands.find((known) => known === given)
  if (!command) {
    const near = nearest(given, commands)
    return `There is no command "${given}".${near ? ` Did you mean "${near}"?` : ''}`
  }
  if (command === 'why' && !name) return 'Name a plugin or a shared package: mortise why react'
  if (more.length > 0 || (command === 'check' && name)) {
    return `There is no use for "${more[0] ?? name}".`
  }
  const { root, config, catalog, json } = values
  return { command, name, root, config, catalog, json }
}
