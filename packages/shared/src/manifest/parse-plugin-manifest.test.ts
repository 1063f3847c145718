import { describe, expect, test } from 'vitest'
import { MortiseError } from '../mortise-error.ts'
import { checkPluginManifest } from './check-plugin-manifest.ts'
import { defineManifest } from './define-manifest.ts'
import { dependenciesOf } from './dependencies-of.ts'
import { parsePluginManifest } from './parse.ts'

const least = defineManifest({ id: 'com.example.a', version: '1.0.0', type: 'plugin', name: 'A' })

function failure(act: () => unknown): MortiseError {
  try {
    act()
  } catch (error) {
    if (error instanceof MortiseError) return error
  }
  throw new Error('expected a failure')
}

describe('parsing a plugin manifest', () => {
  const parseFailure = (more: object) =>
    failure(() => parsePluginManifest({ ...least, ...more }, 'a/plugin.json'))

  test('fills every default in', () => {
    const { loading } = parsePluginManifest(least, 'plugin.json')
    expect(loading.dynamicImport.retry.maxAttempts).toBe(3)
    expect(loading.sandboxing.ipc.transport).toBe('message-port')
  })

  test('names an unknown key by its path, with the nearest known one', () => {
    const error = parseFailure({ loading: { stratgey: 'eager' } })
    expect(error.code).toBe('MANIFEST_UNKNOWN_KEY')
    expect(error.why).toBe(
      '"a/plugin.json" has a problem: `loading.stratgey`: did you mean `strategy`?',
    )
  })

  test('lists the known keys when none is near', () => {
    const error = parseFailure({ configuration: { properties: { p: { type: 'string', x: 1 } } } })
    expect(error.why).toContain('`configuration.properties.p.x`: unknown key; known are `type`,')
  })

  test('finds unknown keys inside lists and records', () => {
    const error = parseFailure({ contributes: { menus: { top: [{ id: 'a', lable: 'A' }] } } })
    expect(error.why).toContain('`contributes.menus.top.0.lable`: did you mean `label`?')
  })

  test('lists every problem at once', () => {
    const error = parseFailure({
      type: 'plugn',
      version: '1',
      feature: {},
      loading: { caching: { ttl: -1 }, monitoring: { samplingRate: 2 }, preload: { enabled: 1 } },
    })
    expect(error.code).toBe('MANIFEST_INVALID')
    expect(error.why).toContain('6 problems')
    for (const line of [
      '`type`: "plugn" is not one of "app", "plugin",',
      'did you mean "plugin"?',
      '`version`: "1" does not match /^\\d+\\.\\d+\\.\\d+$/',
      '`feature`: did you mean `features`?',
      '`loading.caching.ttl`: -1 is below the minimum of 0',
      '`loading.monitoring.samplingRate`: 2 is above the maximum of 1',
      '`loading.preload.enabled`: 1 is not of type boolean',
    ]) {
      expect(error.why).toContain(line)
    }
    expect(error.details).toMatchObject({
      where: 'a/plugin.json',
      problems: expect.arrayContaining([expect.objectContaining({ path: 'loading.caching.ttl' })]),
    })
  })

  test('says what is missing, and that a text is no manifest', () => {
    const missing = failure(() => parsePluginManifest({ ...least, id: undefined }, 'p'))
    expect(missing.why).toContain('`id`: missing, a value of type string is needed')
    expect(failure(() => parsePluginManifest('x', 'p')).why).toContain('"x" is not of type object')
  })
})

describe('checking a plugin manifest', () => {
  const requires = (version: string, optional = false) => ({
    capabilities: { requires: [{ pluginId: 'com.example.base', version, optional }] },
  })

  test.each([
    [{ id: '' }, 'MANIFEST_ID_EMPTY', 'empty `id`'],
    [{ version: '01.002.3' }, 'MANIFEST_VERSION_INVALID', '"01.002.3"'],
    [{ dependencies: { b: 'not a range' } }, 'MANIFEST_RANGE_INVALID', '"b" in "not a range"'],
    [requires('nope'), 'MANIFEST_RANGE_INVALID', '"com.example.base" in "nope"'],
    [
      { dependencies: { 'com.example.base': '^1.0.0' }, ...requires('^2.0.0') },
      'MANIFEST_RANGE_CONFLICT',
      '"^2.0.0" by `capabilities.requires`',
    ],
  ])('refuses %j', (more, code, part) => {
    const error = failure(() => checkPluginManifest({ ...least, ...more }, 'plugin.json'))
    expect(error.code).toBe(code)
    expect(error.why).toContain(part)
    expect(error.why).toContain('plugin.json')
  })

  test.each(['^1.0.0', '>=1.2 <3', '1.x || 2.x', '*', 'latest', '1.2.0 - 1.3.0'])(
    'accepts the range %s',
    (range) => {
      const manifest = { ...least, dependencies: { b: range } }
      expect(checkPluginManifest(manifest, 'plugin.json')).toBeUndefined()
    },
  )
})

test('dependencies come from both places that name them', () => {
  const { dependencies, optional } = dependenciesOf({
    dependencies: { 'com.example.one': '^1.0.0', 'com.example.three': '^3.0.0' },
    capabilities: {
      requires: [
        { pluginId: 'com.example.two', version: '^2.0.0' },
        { pluginId: 'com.example.three', version: '^3.0.0', optional: true },
        { pluginId: 'com.example.four', version: '^4.0.0', optional: true },
      ],
    },
  })
  expect(dependencies).toEqual({
    'com.example.one': '^1.0.0',
    'com.example.two': '^2.0.0',
    'com.example.three': '^3.0.0',
  })
  expect(optional).toEqual({ 'com.example.four': '^4.0.0' })
})
