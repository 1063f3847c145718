import { expect, it } from 'vitest'
import { forgetOverride, readOverride, withoutOverride, type OverridePlace } from './override.ts'

const catalog = 'http://localhost:4174/plugins.json'
const link = `https://host.example/list?page=2&mortise-attach=${encodeURIComponent(catalog)}`
const hours = 3_600_000

/** A tab of which only the address and the time change. */
function tab() {
  const kept = new Map<string, string>()
  const storage: OverridePlace['storage'] = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
  return (opened: string, at = 0): OverridePlace => ({ storage, opened, now: () => at })
}

it('remembers the override of a link for eight hours, wherever the tab goes', () => {
  const at = tab()
  expect(readOverride(at(link))).toEqual({ catalog, until: 8 * hours })
  expect(readOverride(at('https://host.example/other', hours))).toEqual({
    catalog,
    until: 8 * hours,
  })
})

it('begins anew with another link', () => {
  const at = tab()
  readOverride(at(link))
  expect(readOverride(at(link, hours))?.until).toBe(9 * hours)
})

it('has none without a link, after it was forgotten, and where something else stands in its place', () => {
  const at = tab()
  const plain = at('https://host.example/')
  expect(readOverride(plain)).toBeUndefined()
  readOverride(at(link))
  forgetOverride(plain)
  expect(readOverride(plain)).toBeUndefined()
  plain.storage.setItem('mortise-attach', '{')
  expect(readOverride(plain)).toBeUndefined()
})

it('takes the override out of an address, and nothing else', () => {
  expect(withoutOverride(link)).toBe('https://host.example/list?page=2')
})
