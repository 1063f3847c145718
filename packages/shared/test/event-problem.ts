import {
  lifecycleEventTypes,
  loadingEventTypes,
  type HostEventType,
  type LifecycleEventType,
} from '@mortise/shared'
import { schemas } from '@mortise/shared/contract'
import * as z from 'zod/mini'

/** Every type of event that a host can emit. */
export const eventTypes: readonly HostEventType[] = [
  ...loadingEventTypes,
  ...lifecycleEventTypes,
  'diagnostic',
]

const whole = z.int().check(z.gte(0))

/** The contract names these two and gives them no form. */
const moment = z.strictObject({ timestamp: whole })

/** The schemas of the lifecycle by type; the others are a plugin's phase. */
const payloads: Partial<Record<LifecycleEventType, z.ZodMiniType>> = {
  'kernel:ready': schemas['event.kernel-ready'],
  'kernel:shutdown': schemas['event.kernel-shutdown'],
  'kernel:before-init': moment,
  'kernel:after-init': moment,
  'plugin:registered': schemas['event.plugin-registered'],
  'plugin:error': schemas['event.plugin-error'],
  'service:registered': schemas['event.service-registered'],
  'service:unregistered': schemas['event.service-unregistered'],
  'hook:registered': schemas['event.hook-registered'],
  'hook:triggered': schemas['event.hook-triggered'],
}

const metadata: Partial<Record<HostEventType, z.ZodMiniType>> = {
  'load-completed': z.strictObject({ version: z.string(), size: whole }),
  'cache-hit': z.strictObject({ cacheKey: z.string(), storage: z.string() }),
}

const diagnostic = z.strictObject({
  code: z.string().check(z.minLength(1)),
  severity: z.enum(['info', 'warning', 'error']),
  timestamp: whole,
  pluginId: z.optional(z.string()),
  why: z.string().check(z.minLength(1)),
  fix: z.optional(z.string()),
  cause: z.optional(z.unknown()),
  details: z.optional(z.record(z.string(), z.unknown())),
})

const isLoading = (type: HostEventType) => !type.includes(':')

function schemaOf(type: HostEventType) {
  if (type === 'diagnostic') return diagnostic
  if (isLoading(type)) return schemas['event.loading']
  return payloads[type as LifecycleEventType] ?? schemas['event.plugin-lifecycle-phase']
}

interface AnyEvent {
  readonly type?: string | undefined
  readonly timestamp?: number | undefined
  readonly duration?: number | undefined
  readonly phase?: string | undefined
  readonly metadata?: unknown
}

/** Says what an event has that its schema does not allow; nothing for a right one. */
export function eventProblem(type: HostEventType, event: AnyEvent): string | undefined {
  const problems = issues(schemaOf(type), event)
  const { duration = 0, timestamp = 0, phase } = event
  // Contract, rule 11; the schemas allow fractions of a duration.
  if (!Number.isInteger(duration) || !Number.isInteger(timestamp)) problems.push('broken times')
  if (phase && type !== 'plugin:error' && !type.includes(phase)) problems.push('another phase')
  if (type !== 'diagnostic' && isLoading(type)) {
    if (event.type !== type) problems.push('another type')
    if (metadata[type]) problems.push(...issues(metadata[type], event.metadata))
  }
  return problems.length ? `${type}: ${problems.join('; ')} in ${JSON.stringify(event)}` : undefined
}

function issues(schema: z.ZodMiniType, value: unknown): string[] {
  const found = z.safeParse(schema, value).error?.issues ?? []
  return found.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`)
}
