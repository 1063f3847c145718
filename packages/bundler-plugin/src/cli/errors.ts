import { MortiseError, type ErrorCode } from '@mortise/shared'

/** `where` has no `mortise()`: a folder without a Vite config, or a config. */
export const workspaceMissing = (where: string) =>
  new MortiseError({
    code: 'CONFIG_WORKSPACE_MISSING',
    why: `No Vite config with mortise() was found at "${where}".`,
    fix: 'Run this in the folder of the host, name it with --root or --config, or look at a built catalog with --catalog.',
  })

export const viteMissing = (cause: unknown) =>
  new MortiseError({
    code: 'CONFIG_VITE_MISSING',
    why: 'The options of mortise() stand in a Vite config, and Vite is not installed.',
    fix: 'Install vite, or look at a built catalog with --catalog.',
    cause,
  })

export const portTaken = (port: number, cause: unknown) =>
  new MortiseError({
    code: 'CONFIG_PORT_TAKEN',
    why: `Another program listens at port ${port}.`,
    fix: 'End it, or give another --port, which the host lists.',
    cause,
  })

export const configUnreadable = (file: string, cause: unknown) =>
  new MortiseError({
    code: 'CONFIG_UNREADABLE',
    why: `The Vite config of "${file}" cannot be run: ${messageOf(cause)}.`,
    fix: 'Correct it, so that `vite build` runs.',
    cause,
  })

export const deployedMissing = (code: ErrorCode, what: string, cause: unknown) =>
  new MortiseError({
    code,
    why: `${what} cannot be read: ${messageOf(cause)}.`,
    fix: 'Deploy the catalog and the files that it names together.',
    cause,
  })

export const deployedChanged = (code: ErrorCode, what: string) =>
  new MortiseError({
    code,
    why: `${what} is not what the build wrote: its hash is another.`,
    fix: 'Deploy the files exactly as the build wrote them.',
  })

export const deployedOther = (what: string, found: string) =>
  new MortiseError({
    code: 'MANIFEST_OTHER',
    why: `${what} is that of "${found}".`,
    fix: 'Build the catalog again.',
  })

function messageOf(cause: unknown) {
  return (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '')
}
