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

export interface DevArguments {
  readonly command: 'dev'
  /** Ids of plugins. */
  readonly names: readonly string[]
  readonly root: string | undefined
  readonly config: string | undefined
  /** Address of a page of the host. */
  readonly attach: URL
  readonly port: number
}

const commands = ['why', 'check', 'dev'] as const

/** The command line as it was typed; a text says what is wrong with it, `undefined` asks for help. */
export function readArguments(
  typed: readonly string[],
): Arguments | DevArguments | string | undefined {
  let parsed
  try {
    parsed = parseArgs({
      args: [...typed],
      allowPositionals: true,
      options: {
        root: { type: 'string' },
        config: { type: 'string' },
        catalog: { type: 'string' },
        attach: { type: 'string' },
        port: { type: 'string', default: '4174' },
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
  if (command === 'dev') return readDev(positionals.slice(1), values)
  if (command === 'why' && !name) return 'Name a plugin or a shared package: mortise why react'
  if (more.length > 0 || (command === 'check' && name)) {
    return `There is no use for "${more[0] ?? name}".`
  }
  const { root, config, catalog, json } = values
  return { command, name, root, config, catalog, json }
}

interface DevValues extends Partial<Record<'root' | 'config' | 'attach', string>> {
  readonly port: string
}

function readDev(names: readonly string[], values: DevValues): DevArguments | string {
  const { root, config, attach = '' } = values
  const port = Number(values.port)
  if (!/^https?:/.test(attach) || !URL.canParse(attach)) {
    return 'Name the address of the host: mortise dev --attach https://host.example'
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return `"${values.port}" is no port.`
  return { command: 'dev', names, root, config, attach: new URL(attach), port }
}
