import { expect, it } from 'vitest'
import { unchangedKept } from './unchanged.mjs'

const a = 'mortise([],()=>{"a"});'
const b = 'mortise([],()=>{"b"});'
const changed = 'mortise([],()=>{"c"});'
const packOf = (...chunks) =>
  chunks.map((code, at) => code.replace(/\);$/, `,"id${at}");\n`)).join('')

it('is all of it where only what has changed is sent', () => {
  expect(unchangedKept({ had: [a, b], used: [a, changed], sent: [changed] })).toBe(100)
})

it('lacks the chunks that a changed pack brings again', () => {
  const pack = packOf(a, changed)
  expect(unchangedKept({ had: [packOf(a, b)], used: [pack], sent: [pack] })).toBe(0)
})

it('is all of it where a pack is made of what was kept, and the changed chunk alone is sent', () => {
  const given = { had: [packOf(a, b)], used: [packOf(a, changed)], sent: [changed] }
  expect(unchangedKept(given)).toBe(100)
})
