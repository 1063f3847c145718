import { asciiString } from './ascii.ts'

const plainName = /^[A-Za-z_$][\w$]*$/

/** A property key, quoted where it must be. `__proto__: x` would set the prototype. */
export function propertyKey(name: string): string {
  if (name === '__proto__') return '["__proto__"]'
  return plainName.test(name) ? name : asciiString(name)
}

export function memberAccess(object: string, name: string): string {
  return plainName.test(name) ? `${object}.${name}` : `${object}[${asciiString(name)}]`
}
