import * as z from 'zod/mini'
import { lifecycleEventTypes, lifecyclePhases, loadingEventTypes } from '../events.ts'
import { loadingStates } from '../loading-state.ts'

const timestamp = z.int()
const pluginName = z.string()
const error = z.strictObject({
  name: z.string(),
  message: z.string(),
  stack: z.optional(z.string()),
  code: z.optional(z.string()),
})

export const lifecycleType = z.enum(lifecycleEventTypes)
export const phase = z.enum(lifecyclePhases)

export const pluginRegistered = z.strictObject({
  pluginName,
  timestamp,
  version: z.optional(z.string()),
})
export const pluginPhase = z.strictObject({
  pluginName,
  timestamp,
  duration: z.optional(z.number().check(z.gte(0))),
  phase: z.optional(phase),
})
export const pluginError = z.strictObject({
  pluginName,
  timestamp,
  error,
  phase,
  errorMessage: z.optional(z.string()),
  errorStack: z.optional(z.string()),
})
export const serviceRegistered = z.strictObject({
  serviceName: z.string(),
  timestamp,
  serviceType: z.optional(z.string()),
})
export const serviceUnregistered = z.strictObject({ serviceName: z.string(), timestamp })
export const hookRegistered = z.strictObject({
  hookName: z.string(),
  timestamp,
  handlerCount: z.int().check(z.gte(0)),
})
export const hookTriggered = z.strictObject({
  hookName: z.string(),
  timestamp,
  args: z.array(z.unknown()),
  handlerCount: z.optional(z.int().check(z.gte(0))),
})
export const kernelReady = z.strictObject({
  timestamp,
  duration: z.optional(z.number().check(z.gte(0))),
  pluginCount: z.optional(z.int().check(z.gte(0))),
})
export const kernelShutdown = z.strictObject({ timestamp, reason: z.optional(z.string()) })

export const loadingEvent = z.strictObject({
  type: z.enum(loadingEventTypes),
  pluginId: z.string(),
  timestamp: z.int().check(z.gte(0)),
  durationMs: z.optional(z.int().check(z.gte(0))),
  metadata: z.optional(z.record(z.string(), z.unknown())),
  error: z.optional(
    z.strictObject({
      message: z.string(),
      code: z.optional(z.string()),
      stack: z.optional(z.string()),
    }),
  ),
})

export const pluginLoadingState = z.strictObject({
  pluginId: z.string(),
  state: z.enum(loadingStates),
  progress: z._default(z.number().check(z.gte(0), z.lte(100)), 0),
  startedAt: z.optional(z.int()),
  completedAt: z.optional(z.int()),
  lastError: z.optional(z.string()),
  retryCount: z._default(z.int().check(z.gte(0)), 0),
})

export type PluginRegisteredEvent = z.output<typeof pluginRegistered>
export type PluginPhaseEvent = z.output<typeof pluginPhase>
export type PluginErrorEvent = z.output<typeof pluginError>
export type ServiceRegisteredEvent = z.output<typeof serviceRegistered>
export type ServiceUnregisteredEvent = z.output<typeof serviceUnregistered>
export type HookRegisteredEvent = z.output<typeof hookRegistered>
export type HookTriggeredEvent = z.output<typeof hookTriggered>
export type KernelReadyEvent = z.output<typeof kernelReady>
export type KernelShutdownEvent = z.output<typeof kernelShutdown>
export type LoadingEventBase = z.output<typeof loadingEvent>
export type PluginLoadingState = z.output<typeof pluginLoadingState>
