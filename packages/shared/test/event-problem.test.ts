import { expect, it } from 'vitest'
import { lifecycleEventTypes, loadingEventTypes, type HostEventType } from '@mortise/shared'
import { eventProblem, eventTypes } from './event-problem.ts'

const timestamp = 1_700_000_000_000
const loading = { pluginId: 'a', timestamp }
const error = { name: 'Error', message: 'boom' }

it('knows the 14 loading events, the 19 of the lifecycle, and the diagnostics', () => {
  expect(eventTypes).toHaveLength(34)
  expect(new Set(eventTypes)).toEqual(
    new Set([...loadingEventTypes, ...lifecycleEventTypes, 'diagnostic']),
  )
})

it.each<[HostEventType, object]>([
  ['kernel:before-init', { timestamp }],
  ['kernel:ready', { timestamp, duration: 3, pluginCount: 1 }],
  ['plugin:started', { pluginName: 'a', timestamp, duration: 0, phase: 'start' }],
  ['plugin:after-destroy', { pluginName: 'a', timestamp, phase: 'destroy' }],
  ['plugin:after-init', { pluginName: 'a', timestamp }],
  ['plugin:error', { pluginName: 'a', timestamp, error, phase: 'init' }],
  ['load-started', { ...loading, type: 'load-started' }],
  [
    'load-completed',
    { ...loading, type: 'load-completed', metadata: { version: '1.0.0', size: 1 } },
  ],
  ['diagnostic', { code: 'HOST_UNEXPECTED', severity: 'error', timestamp, why: 'It broke.' }],
])('%s as the contract has it', (type, event) => {
  expect(eventProblem(type, event)).toBeUndefined()
})

it.each<[what: string, HostEventType, object]>([
  ['a key too many', 'kernel:before-init', { timestamp, pluginCount: 1 }],
  ['a fraction of a millisecond', 'kernel:after-init', { timestamp: timestamp + 0.5 }],
  ['a duration with a fraction', 'kernel:ready', { timestamp, duration: 0.5 }],
  ['no time', 'service:registered', { serviceName: 'a' }],
  ['another phase', 'plugin:started', { pluginName: 'a', timestamp, phase: 'init' }],
  ['another phase', 'plugin:after-init', { pluginName: 'a', timestamp, phase: 'destroy' }],
  ['another type', 'load-started', { ...loading, type: 'load-failed' }],
  ['no metadata', 'load-completed', { ...loading, type: 'load-completed' }],
  ['a number for a code', 'diagnostic', { code: 20, severity: 'error', timestamp, why: 'x' }],
])('%s is a problem of %s', (_, type, event) => {
  expect(eventProblem(type, event)).toContain(type)
})
