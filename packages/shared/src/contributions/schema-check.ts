import { dereference, Validator, type OutputUnit, type Schema } from '@cfworker/json-schema'
import type { Problem } from '../manifest/problem.ts'
import { nearest } from '../nearest.ts'
import type { JsonSchema } from './declaration.ts'
import { decodeSegment, schemaAt } from './schema-at.ts'

/** Problems of a value; `path` stands before their paths. */
export type SchemaCheck = (value: unknown, path: string) => Problem[]

/** Keywords that only say that one of their parts failed, which is reported itself. */
const wholes =
  /^(properties|patternProperties|additional\w+|unevaluated\w+|items|prefixItems|allOf|if|\$\w*[rR]ef|dependentSchemas)$/

/** Keywords whose parts are alternatives: that none of them fits says more than why each does not. */
const choices = /^(anyOf|oneOf|not|contains)$/

/**
 * Makes a check of a JSON Schema, without `eval`.
 * @throws Error when the schema cannot be used: a type or a reference that does not exist, a pattern
 * that is no regular expression.
 */
export function createSchemaCheck(given: JsonSchema): SchemaCheck {
  // The validator writes into the schema that it is given.
  const schema = JSON.parse(JSON.stringify(given)) as Schema
  refuseBroken(schema)
  const validator = new Validator(schema, draftOf(given), false)
  return (value, path) => {
    try {
      const { errors } = validator.validate(value)
      return problemsOf(errors, { schema, value, path })
    } catch (error) {
      // Functions and symbols, which no JSON has.
      return [{ path, message: `cannot be checked: ${(error as Error).message}` }]
    }
  }
}

function draftOf(schema: JsonSchema) {
  const { $schema = '' } = schema as { $schema?: string }
  if (/draft-0?4/.test($schema)) return '4'
  if (/draft-0?[67]/.test($schema)) return '7'
  return $schema.includes('2019-09') ? '2019-09' : '2020-12'
}

const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

/** The validator finds these mistakes only when a value comes to them, if at all. */
function refuseBroken(schema: Schema | boolean) {
  const parts = dereference(schema as Schema)
  for (const part of Object.values(parts)) {
    if (typeof part === 'boolean') continue
    const { type = [], pattern, __absolute_ref__: reference } = part as Schema
    const unknown = [type].flat().find((name) => !types.includes(name))
    if (unknown) {
      const near = nearest(String(unknown), types)
      throw new Error(`there is no type "${unknown}"${near ? `; did you mean "${near}"?` : ''}`)
    }
    if (pattern !== undefined) new RegExp(pattern, 'u')
    for (const key of Object.keys(part.patternProperties ?? {})) new RegExp(key, 'u')
    if (reference && !Object.hasOwn(parts, reference) && !(reference in parts)) {
      throw new Error(`the reference "${part.$ref}" leads nowhere`)
    }
  }
}

interface Checked {
  readonly schema: Schema
  readonly value: unknown
  readonly path: string
}

function problemsOf(errors: readonly OutputUnit[], checked: Checked): Problem[] {
  const { schema, path } = checked
  const chosen = errors.filter(({ keyword }) => choices.test(keyword))
  return errors.flatMap((error, index): Problem[] => {
    const { keyword, keywordLocation } = error
    const isPart = chosen.some((one) => keywordLocation.startsWith(`${one.keywordLocation}/`))
    if (isPart || wholes.test(keyword)) return []
    const keys = keysOf(error)
    const at = [path, ...keys].join('.')
    const before = errors[index - 1]
    if (keyword === 'false' && /^(additional|unevaluated)Prop/.test(before?.keyword ?? '')) {
      const { properties = {} } = schemaAt(schema, before?.keywordLocation ?? '')
      return [unknownKey(at, keys.at(-1) ?? '', Object.keys(properties))]
    }
    const message = error.error.replace(/^\w/, (first) => first.toLowerCase()).replace(/\.$/, '')
    return [{ path: at, message: message + hintOf(error, checked) }]
  })
}

/** The word that was probably meant: of the allowed values, or the key that stands for a missing one. */
function hintOf(error: OutputUnit, { schema, value }: Checked): string {
  const found = keysOf(error).reduce<unknown>(
    (at, key) => (at as Record<string, unknown> | undefined)?.[key],
    value,
  )
  const near = nearWord(error, found, schemaAt(schema, error.keywordLocation))
  return near ? `; did you mean ${near}?` : ''
}

function nearWord({ keyword, error }: OutputUnit, found: unknown, { enum: allowed = [] }: Schema) {
  if (keyword === 'enum' && typeof found === 'string') {
    const near = nearest(found, allowed.filter(isText))
    return near && `"${near}"`
  }
  if (keyword !== 'required') return undefined
  const missing = /"(.*)"/.exec(error)?.[1] ?? ''
  const written = nearest(missing, Object.keys(Object(found)))
  return written && `\`${missing}\` where \`${written}\` stands`
}

function unknownKey(path: string, key: string, known: readonly string[]): Problem {
  const near = nearest(key, known)
  const list = known.length ? `; known are ${known.map((name) => `\`${name}\``).join(', ')}` : ''
  return {
    path,
    message: near ? `did you mean \`${near}\`?` : `unknown key${list}`,
    unknownKey: true,
  }
}

const isText = (value: unknown) => typeof value === 'string'

const keysOf = ({ instanceLocation }: OutputUnit) =>
  instanceLocation.split('/').slice(1).map(decodeSegment)
