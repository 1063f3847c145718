import { MortiseError } from '@mortise/shared'
import { readArguments, type Arguments, type DevArguments } from './arguments.ts'
import { check } from './check.ts'
import { dev } from './dev/dev.ts'
import { help } from './help.ts'
import { createPaint, type Paint } from './paint.ts'
import { problemLines } from './report.ts'
import { inspectCatalog } from './inspect-catalog.ts'
import { inspectWorkspace } from './inspect-workspace.ts'
import type { Inspection } from './inspection.ts'
import { why } from './why.ts'

/** What a command says, and what the process ends with. */
export interface Answer {
  readonly exitCode: 0 | 1 | 2
  readonly text: string
  /** The same as data. */
  readonly data: object
}

interface Output {
  readonly isTTY?: boolean
  write(text: string): unknown
}

interface Process {
  readonly env: NodeJS.ProcessEnv
  readonly stdout: Output
  readonly stderr: Output
  cwd(): string
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

/** Runs `mortise` with these arguments; the result is the process's exit code: 0 fine, 1 problems, 2 usage. */
export async function run(typed: readonly string[], process: Process): Promise<number> {
  const asked = readArguments(typed)
  if (asked === undefined) {
    process.stdout.write(help)
    return 0
  }
  if (typeof asked === 'string') {
    process.stderr.write(`${asked}\nRun mortise --help for what there is.\n`)
    return 2
  }
  if (asked.command === 'dev') return runDev(asked, process)
  const paint = createPaint(process.stdout.isTTY === true && !asked.json, process.env)
  const { exitCode, text, data } = await answer(asked, process.cwd(), paint)
  if (asked.json) process.stdout.write(`${JSON.stringify(data, undefined, 2)}\n`)
  else (exitCode === 2 ? process.stderr : process.stdout).write(`${text}\n`)
  return exitCode
}

async function runDev(asked: DevArguments, process: Process) {
  const { stdout, stderr, env } = process
  const paint = createPaint(stdout.isTTY === true, env)
  const ended = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort())
  // Packages choose their own build for production by it, as in the host.
  env['NODE_ENV'] = 'production'
  try {
    const say = (text: string) => stdout.write(`${text}\n`)
    await dev({ ...asked, folder: process.cwd() }, say, paint, ended.signal)
    return 0
  } catch (error) {
    if (!(error instanceof MortiseError)) throw error
    stderr.write(`${problemLines(error, paint).join('\n')}\n`)
    return 2
  }
}

async function answer(asked: Arguments, folder: string, paint: Paint): Promise<Answer> {
  let inspection: Inspection
  try {
    inspection = await (asked.catalog === undefined
      ? inspectWorkspace(folder, asked.root, asked.config)
      : inspectCatalog(folder, asked.catalog))
  } catch (error) {
    if (!(error instanceof MortiseError)) throw error
    const { code, why: reason, fix } = error
    const text = problemLines({ code, why: reason, fix }, paint).join('\n')
    return { exitCode: 2, text, data: { problems: [{ code, why: reason, fix }] } }
  }
  return asked.command === 'why' ? why(inspection, asked.name) : check(inspection, paint)
}
