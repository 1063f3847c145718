import { describe, expect, it, vi } from 'vitest'
import { schemas } from '@mortise/shared/contract'
import { lab } from '../../test/kernel-lab.ts'
import type { PluginStatus } from '../plugin.ts'

/** The conditions in one line: `+` for one that is met, `?` for one that nobody knows. */
const marks = { True: '+', False: '-', Unknown: '?' }
const conditionsOf = (status: PluginStatus | undefined) =>
  status?.conditions.map(({ type, status: one }) => `${marks[one]}${type}`).join(' ')

describe('a status', () => {
  it('is frozen, and an old one tells what was', async () => {
    const { plugin, bootstrap, kernel } = lab()
    await bootstrap(plugin('a', { strategy: 'lazy' }))
    await kernel.onDemand()
    const before = kernel.status('a')
    await kernel.load('a')
    expect(Object.isFrozen(before)).toBe(true)
    expect(before?.conditions.every((one) => Object.isFrozen(one))).toBe(true)
    expect(conditionsOf(before)).toBe('+Resolved -Fetched -Verified -Initialized -Ready -Degraded')
    expect(conditionsOf(kernel.status('a'))).toBe(
      '+Resolved +Fetched +Verified +Initialized +Ready -Degraded',
    )
  })

  it.each([
    ['load', '+Resolved -Fetched -Verified -Initialized -Ready -Degraded'],
    ['init', '+Resolved +Fetched +Verified -Initialized -Ready -Degraded'],
    ['start', '+Resolved +Fetched +Verified +Initialized -Ready -Degraded'],
  ])('of a plugin whose %s failed keeps what was met before', async (phase, expected) => {
    const { plugin, bootstrap, kernel } = lab()
    const boom = async () => {
      throw Object.assign(new Error('boom'), { code: 'CHUNK_LOAD_FAILED' })
    }
    await bootstrap(plugin('a', { [phase]: boom }))
    await kernel.onDemand()
    const status = kernel.status('a')
    expect(conditionsOf(status)).toBe(expected)
    const ready = status?.conditions.find(({ type }) => type === 'Ready')
    expect(ready?.reason).toBe(phase === 'load' ? 'CHUNK_LOAD_FAILED' : 'LIFECYCLE_THREW')
    expect(ready?.message).toContain('boom')
  })

  it('has conditions once the code for them is here, of which subscribers are told', async () => {
    const changed = vi.fn()
    const { plugin, bootstrap, kernel } = lab(undefined, undefined, changed)
    await bootstrap(plugin('a'))
    const before = kernel.status('a')
    expect(before?.conditions).toEqual([])
    changed.mockClear()
    await kernel.onDemand()
    expect(changed).toHaveBeenCalledTimes(1)
    expect(kernel.status('a')).not.toBe(before)
    expect(kernel.status('a')?.conditions).toHaveLength(6)
  })

  it('says since when a condition holds, and keeps that while it holds', async () => {
    const { plugin, bootstrap, kernel } = lab()
    let now = 1
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now++)
    await bootstrap(plugin('a', { start: () => Promise.reject(new Error('boom')) }))
    clock.mockRestore()
    await kernel.onDemand()
    const { conditions = [] } = kernel.status('a') ?? {}
    const [resolved = 0, fetched = 0, verified, initialized = 0, ...rest] = conditions.map(
      ({ lastTransitionTime }) => lastTransitionTime,
    )
    expect(resolved).toBeLessThan(fetched)
    expect(verified).toBe(fetched)
    expect(fetched).toBeLessThan(initialized)
    expect(rest).toEqual([resolved, resolved])
  })

  it('of an unloaded plugin is as resolved as before, and nothing more', async () => {
    const { plugin, bootstrap, kernel } = lab()
    await bootstrap(plugin('a'))
    await kernel.unload('a')
    expect(conditionsOf(kernel.status('a'))).toBe(
      '+Resolved -Fetched -Verified -Initialized -Ready -Degraded',
    )
  })

  it('tells what the plan and the loader know: refused, and without a hash', async () => {
    const { plugin, bootstrap, kernel } = lab()
    const refused = { code: 'RESOLVE_MISSING', why: 'nobody has it' }
    await bootstrap(plugin('a', { strategy: 'lazy', refused }))
    await kernel.onDemand()
    const said = { status: 'False', reason: refused.code, message: refused.why }
    expect(kernel.status('a')?.conditions[0]).toMatchObject(said)
  })

  it('fits the schema of the contract in every state', async () => {
    const { plugin, bootstrap, kernel } = lab()
    const seen: PluginStatus[] = []
    const watch = () => void seen.push(kernel.status('a') as PluginStatus)
    await bootstrap(plugin('a', { init: watch, start: watch, destroy: watch }))
    watch()
    await kernel.unload('a')
    watch()
    for (const {
      pluginId,
      state,
      progress,
      startedAt,
      completedAt,
      lastError,
      retryCount,
    } of seen) {
      const status = { pluginId, state, progress, startedAt, completedAt, lastError, retryCount }
      expect(() => schemas['state.loading'].parse(status)).not.toThrow()
    }
  })
})
