import { MortiseError } from '@mortise/shared'

export const chunkSyntax = (chunk: string, problem: string) =>
  new MortiseError({
    code: 'CHUNK_SYNTAX',
    why: `Chunk "${chunk}" cannot be parsed as an ES module: ${problem}`,
    fix: 'Let the bundler emit ES modules (`format: "es"`), or report its output as a bug.',
    details: { chunk },
  })

export const chunkUnresolved = (specifier: string, chunk: string) =>
  new MortiseError({
    code: 'CHUNK_UNRESOLVED',
    why: `Chunk "${chunk}" imports "${specifier}", which is neither a chunk of this build nor a shared dependency.`,
    fix: `Install "${specifier}" so that it is bundled, or name it in \`shared\`.`,
    details: { specifier, chunk },
  })

export const chunkExportMissing = (name: string, specifier: string, chunk: string) =>
  new MortiseError({
    code: 'CHUNK_EXPORT_MISSING',
    why: `Chunk "${chunk}" imports "${name}" from "${specifier}", which has no such export.`,
    fix: 'Correct the import.',
    details: { name, specifier, chunk },
  })

export const chunkLoopInCycle = (chunk: string) =>
  new MortiseError({
    code: 'CHUNK_AWAIT_IN_CYCLE',
    why: `Chunk "${chunk}" takes part in an import cycle and has \`for await\` or \`await using\` at its top level.`,
    fix: 'Break the cycle, or move that statement into an async function.',
    details: { chunk },
  })
