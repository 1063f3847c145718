import { describe, expect, it } from 'vitest'
import { isInstalled } from './dependencies.mjs'
import { readJson } from './workspace.mjs'

const lock = (packages) => ({ packages })
const vite = { 'node_modules/vite': { version: '8.3.8' } }

describe('isInstalled', () => {
  it('is false on a fresh clone', () => {
    expect(isInstalled(lock(vite), undefined)).toBe(false)
  })

  it('is true when every package is there in the version of the lockfile', () => {
    expect(isInstalled(lock({ '': {}, ...vite }), lock(vite))).toBe(true)
  })

  it('is false after a pull that adds or updates a package', () => {
    const updated = { 'node_modules/vite': { version: '8.3.9' } }
    expect(isInstalled(lock(updated), lock(vite))).toBe(false)
    const added = { ...vite, 'node_modules/zod': { version: '4.0.0' } }
    expect(isInstalled(lock(added), lock(vite))).toBe(false)
  })

  it('does not miss the optional packages of other platforms', () => {
    const foreign = { 'node_modules/@esbuild/win32-x64': { version: '1.0.0', optional: true } }
    expect(isInstalled(lock({ ...vite, ...foreign }), lock(vite))).toBe(true)
  })
})

it.each(['package-lock.json', 'bench/package-lock.json'])('%s names no registry', (file) => {
  const addresses = Object.values(readJson(file).packages).map(({ resolved }) => resolved)
  expect(addresses.filter((address) => /^https?:/.test(address))).toEqual([])
})
