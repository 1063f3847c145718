import { MortiseError } from './mortise-error.ts'

/** A manifest text is no JSON. */
export function manifestNotJson(where: string, position: string, cause: unknown): MortiseError {
  return new MortiseError({
    code: 'MANIFEST_NOT_JSON',
    why: `"${where}" is not JSON: ${position}.`,
    fix: 'Correct the text there.',
    cause,
  })
}
