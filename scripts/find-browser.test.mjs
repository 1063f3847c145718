import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findChromium, findFirefox } from './find-browser.mjs'

const folder = mkdtempSync(join(tmpdir(), 'mortise-browser-'))
afterAll(() => rmSync(folder, { recursive: true }))

function program(name) {
  const path = join(folder, name)
  writeFileSync(path, '#!/bin/sh\n')
  chmodSync(path, 0o755)
  return path
}

describe('findChromium', () => {
  it('prefers CHROME_PATH to what is on the PATH', () => {
    const onPath = program('chromium')
    const named = program('my-chrome')
    expect(findChromium({ PATH: folder, CHROME_PATH: named })).toBe(named)
    expect(findChromium({ PATH: folder })).toBe(onPath)
  })

  it('passes over a CHROME_PATH that is no program', () => {
    const onPath = program('chromium')
    expect(findChromium({ PATH: folder, CHROME_PATH: join(folder, 'gone') })).toBe(onPath)
  })
})

describe('findFirefox', () => {
  it('finds the extended support release first', () => {
    program('firefox')
    const esr = program('firefox-esr')
    expect(findFirefox({ PATH: folder })).toBe(esr)
  })
})
