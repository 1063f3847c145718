import type * as z from 'zod/mini'
import { nearest } from '../nearest.ts'

/** One thing that is wrong with a manifest or a catalog. */
export interface Problem {
  /** Keys joined by dots; empty for the whole value. */
  path: string
  /** What is wrong there, without the path. */
  message: string
  unknownKey?: true
}

/** A problem as a line of an error message. */
export function describeProblem({ path, message }: Problem): string {
  return path === '' ? message : `\`${path}\`: ${message}`
}

/** The problems behind a failed parse, one for each unknown key. */
export function problemsOf(schema: z.core.$ZodType, error: z.core.$ZodError): Problem[] {
  return error.issues.flatMap((issue): Problem[] => {
    const path = issue.path.join('.')
    if (issue.code !== 'unrecognized_keys') return [{ path, message: messageOf(issue) }]
    const known = knownKeys(schema, issue.path)
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join('.'),
      message: unknownKeyMessage(key, known),
      unknownKey: true,
    }))
  })
}

function unknownKeyMessage(key: string, known: string[]): string {
  const near = nearest(key, known)
  if (near !== undefined) return `did you mean \`${near}\`?`
  return `unknown key; known are ${known.map((name) => `\`${name}\``).join(', ')}`
}

// zod/mini carries no texts of its own, which keeps it small; these are written for authors.
function messageOf(issue: z.core.$ZodIssue): string {
  const given = shown(issue.input)
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `missing, a value of type ${issue.expected} is needed`
        : `${given} is not of type ${issue.expected}`
    case 'invalid_value':
      return notOneOf(issue.input, issue.values)
    case 'too_small':
      return issue.origin === 'string'
        ? 'must not be empty'
        : `${given} is below the minimum of ${issue.minimum}`
    case 'too_big':
      return `${given} is above the maximum of ${issue.maximum}`
    case 'invalid_format':
      return `${given} does not match ${issue.pattern ?? issue.format}`
    default:
      return `${given} has not the form that is expected here`
  }
}

function notOneOf(input: unknown, values: readonly unknown[]): string {
  const allowed = values.map(shown).join(', ')
  if (input === undefined)
    return `missing, needed is ${values.length > 1 ? 'one of ' : ''}${allowed}`
  const list = `${shown(input)} is not one of ${allowed}`
  const words = values.filter((value) => typeof value === 'string')
  const near = typeof input === 'string' ? nearest(input, words) : undefined
  return near === undefined ? list : `${list}; did you mean ${shown(near)}?`
}

const longest = 60

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

/** The keys that the object at a path may have. */
function knownKeys(schema: z.core.$ZodType, path: PropertyKey[]): string[] {
  const at = path.reduce<z.core.$ZodType | undefined>(
    (current, key) => current && child(current, key),
    schema,
  )
  const definition = at && definitionOf(at)
  return definition?.type === 'object' ? Object.keys(definition.shape) : []
}

function child(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  const definition = definitionOf(schema)
  if (definition.type === 'object') return definition.shape[String(key)]
  if (definition.type === 'record') return definition.valueType
  return definition.type === 'array' ? definition.element : undefined
}

type Definition = z.core.$ZodTypes['_zod']['def']

/** The definition under the wrappers that only say what happens when a value is left out. */
function definitionOf(schema: z.core.$ZodType): Definition {
  const { def } = (schema as z.core.$ZodTypes)._zod
  const wrapped = def.type === 'optional' || def.type === 'default' || def.type === 'prefault'
  return wrapped ? definitionOf(def.innerType) : def
}
