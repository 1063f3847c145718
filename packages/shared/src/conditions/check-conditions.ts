import type { Problem } from '../manifest/problem.ts'
import { nearest } from '../nearest.ts'
import { deviceTypes, networkSpeeds, type Conditions } from './conditions.ts'

type Check = (value: unknown, path: string) => Problem[]

/** The form of each group. */
const checks: Record<keyof Conditions, Check> = {
  routes: listOf(routePattern),
  roles: listOf(text),
  deviceType: listOf(oneOf(deviceTypes)),
  minNetworkSpeed: oneOf(networkSpeeds),
  flags: listOf(text),
}

const known = Object.keys(checks)

/** What is wrong with conditions that somebody wrote; nothing when they can be judged. */
export function checkConditions(value: unknown, path: string): Problem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ path, message: `is to be an object with some of ${known.join(', ')}` }]
  }
  return Object.entries(value).flatMap(([name, wanted]) => {
    const at = `${path}.${name}`
    if (Object.hasOwn(checks, name)) return checks[name as keyof Conditions](wanted, at)
    const near = nearest(name, known)
    const message = near
      ? `did you mean \`${near}\`?`
      : `unknown key; known are ${known.join(', ')}`
    return [{ path: at, message, unknownKey: true }]
  })
}

function listOf(check: Check): Check {
  return (value, path) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => check(item, `${path}.${index}`))
      : [{ path, message: `${JSON.stringify(value)} is no list` }]
}

function oneOf(allowed: readonly string[]): Check {
  return (value, path) => {
    if (allowed.includes(value as string)) return []
    const near = typeof value === 'string' ? nearest(value, allowed) : undefined
    const hint = near ? `; did you mean "${near}"?` : ''
    return [
      { path, message: `${JSON.stringify(value)} is not one of ${allowed.join(', ')}${hint}` },
    ]
  }
}

function text(value: unknown, path: string): Problem[] {
  if (typeof value === 'string' && value) return []
  return [{ path, message: `${JSON.stringify(value)} is no name` }]
}

function routePattern(value: unknown, path: string): Problem[] {
  const message = typeof value === 'string' ? wrongPattern(value) : 'is no text'
  return message ? [{ path, message: `${JSON.stringify(value)} ${message}` }] : []
}

/** Rules of `matchesRoute`: what it would take literally, and no path ever matches. */
function wrongPattern(pattern: string): string | undefined {
  if (!/^(\/|\*$)/.test(pattern)) return 'does not begin with "/"'
  if (/[?#]/.test(pattern)) return 'is matched against the path, which has no "?" and no "#"'
  if (/\*./.test(pattern) || /[^/]\*/.test(pattern)) return 'has a "*" that is not its last segment'
  return /\/:(\/|$)/.test(pattern) ? 'has a ":" without a name' : undefined
}
