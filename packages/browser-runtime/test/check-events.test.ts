import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createEvents } from './create-events.ts'
import { wrongEvents } from './watch-events.ts'

it('notices an event that its schema does not allow, whoever listens', () => {
  const { emit } = createEvents()
  emit('kernel:ready', { duration: 1 })
  expect(wrongEvents()).toEqual([])
  emit('kernel:ready', { duration: 0.5 })
  emit('kernel:shutdown', { why: 'no such key' } as never)
  expect(wrongEvents()).toEqual([
    expect.stringContaining('kernel:ready'),
    expect.stringContaining('kernel:shutdown'),
  ])
})

it('holds diagnostics against theirs when somebody hears them', () => {
  const events = createEvents()
  const heard: string[] = []
  events.on('diagnostic', ({ code }) => heard.push(code))
  events.emit('diagnostic', { code: '', severity: 'info', why: 'No code.' })
  expect(heard).toEqual([''])
  expect(wrongEvents()).toEqual([expect.stringContaining('diagnostic: code')])
})

it('is what every test makes its streams with', () => {
  const src = new URL('../src/', import.meta.url)
  const tests = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.test\.tsx?$/.test(file),
  )
  const direct = /import \{ createEvents \} from '(\.\.?\/)+events\.ts'/
  const unwatched = tests.filter((file) => direct.test(readFileSync(new URL(file, src), 'utf8')))
  expect(tests.length).toBeGreaterThan(30)
  expect(unwatched).toEqual([])
})
