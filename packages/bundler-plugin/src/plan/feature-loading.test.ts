import { parsePluginManifest } from '@mortise/shared/manifest'
import { expect, test } from 'vitest'
import { featureLoading, overruledKeys } from './feature-loading.ts'

function loadingOf(dynamicImport: object, codeSplitting = {}) {
  const written = {
    id: 'p',
    version: '1.0.0',
    type: 'plugin',
    name: 'P',
    loading: { dynamicImport, codeSplitting },
  }
  return parsePluginManifest(written, 'plugin.json').loading
}

test.each([
  [{}, 'async'],
  [{ mode: 'async' }, 'async'],
  [{ mode: 'lazy' }, 'lazy'],
  [{ mode: 'eager' }, 'eager'],
  [{ mode: 'sync' }, 'bundled'],
  [{ enabled: false }, 'bundled'],
  [{ prefetch: true }, 'prefetch'],
  [{ preload: true }, 'preload'],
])('%o is %s', (dynamicImport, way) => {
  expect(featureLoading(loadingOf(dynamicImport))).toBe(way)
  expect(overruledKeys(loadingOf(dynamicImport))).toEqual([])
})

test('one chunk for the plugin is one for its features', () => {
  expect(featureLoading(loadingOf({}, { enabled: false }))).toBe('bundled')
})

const mode = 'dynamicImport.mode'
test.each([
  [{ mode: 'lazy', prefetch: true }, 'lazy', 'dynamicImport.prefetch', mode],
  [{ mode: 'eager', preload: true }, 'eager', 'dynamicImport.preload', mode],
  [{ mode: 'sync', prefetch: true }, 'bundled', 'dynamicImport.prefetch', mode],
  [{ enabled: false, mode: 'lazy' }, 'bundled', mode, 'dynamicImport.enabled'],
  [{ preload: true, prefetch: true }, 'preload', 'dynamicImport.prefetch', 'dynamicImport.preload'],
])('of %o wins %s, and the other key is named', (dynamicImport, way, key, by) => {
  expect(featureLoading(loadingOf(dynamicImport))).toBe(way)
  expect(overruledKeys(loadingOf(dynamicImport))).toEqual([{ key, by }])
})

test('two keys that ask for the same overrule each other in nothing', () => {
  expect(overruledKeys(loadingOf({ enabled: false, mode: 'sync' }, { enabled: false }))).toEqual([])
})
