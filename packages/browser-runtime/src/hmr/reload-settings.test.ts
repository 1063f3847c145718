import { expect, it } from 'vitest'
import { reloadSettings } from './reload-settings.ts'

it.each([
  [{}, false],
  [{ strategy: 'partial' }, false],
  [{ strategy: 'state-preserve' }, true],
  [{ strategy: 'state-preserve', preserveState: false }, true],
  [{ strategy: 'full', preserveState: true }, true],
  [{ strategy: 'partial', preserveState: true }, true],
  [{ stateSerialization: { enabled: true } }, true],
] as const)('%j keeps state: %s', (hotReload, keepsState) => {
  expect(reloadSettings({ hotReload }).keepsState).toBe(keepsState)
})
