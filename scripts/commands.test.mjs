import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './workspace.mjs'

function call(script, ...args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts', script), ...args],
    { encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

describe.each(['start.mjs', 'test.mjs', 'bench.mjs'])('%s', (script) => {
  it('explains itself, and does nothing else', () => {
    const { status, stdout } = call(script, '--help')
    expect(status).toBe(0)
    expect(stdout).toContain('npm ')
    expect(stdout).not.toContain('Building')
  })

  it('refuses an option that it does not know, and explains itself', () => {
    const { status, stderr } = call(script, '--colour')
    expect(status).toBe(2)
    expect(stderr).toMatch(/--colour[\s\S]*--help/)
  })
})

it('npm start refuses a port that is no number', () => {
  expect(call('start.mjs', '--port', 'http')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('"http" is not a port number'),
  })
})

it.each([
  ['--only start,starts', '"starts" is no measure and no contender'],
  ['--only heap,systemjs', 'nothing is "heap,systemjs"'],
  ['--rounds many', '--rounds takes a number'],
  ['--quick --full', 'exclude each other'],
  ['--into-default', 'takes --only with names of measures'],
  ['--only tiers,mortise --into-default', 'takes --only with names of measures'],
])('npm run bench refuses %s', (options, why) => {
  expect(call('bench.mjs', ...options.split(' '))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining(why),
  })
})

it('npm test refuses a step that does not exist', () => {
  expect(call('test.mjs', '--only', 'unit,units')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no step "units"'),
  })
})
