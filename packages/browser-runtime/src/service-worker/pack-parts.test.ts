import type { PackTable } from '@mortise/shared'
import { expect, test } from 'vitest'
import { joinParts, missingFrom, partOf, partsOf } from './pack-parts.ts'

const chunks = { aaa: 'mortise([],(()=>1));', bbb: 'mortise([],(()=>22));', ccc: 'mortise([]);' }
const parts = Object.entries(chunks).map(([id, text]) => partOf(text, id))
const table: PackTable = {
  integrity: '',
  parts: parts.map((part, index) => {
    const id = Object.keys(chunks)[index] ?? ''
    return [id, part.length, `../${id}.js`]
  }),
  tail: '\n//# sourceMappingURL=start.js.map\n',
}
const pack = parts.join('') + table.tail

test('a pack is cut into its parts, and composed of them byte for byte', () => {
  const known = partsOf(pack, table)
  expect([...known.values()]).toEqual(parts)
  expect(joinParts(table, known)).toBe(pack)
})

test('a chunk alone becomes the part that it is in a pack, without its own source map', () => {
  expect(partOf(`${chunks.bbb}\n//# sourceMappingURL=b.js.map\n`, 'bbb')).toBe(parts[1])
})

test('what is not where the table says is not taken for a chunk', () => {
  expect([...partsOf(`x${pack}`, table).keys()]).toEqual([])
  expect([...partsOf(parts[0] ?? '', table).keys()]).toEqual(['aaa'])
})

test('chunks are fetched alone only where they are the smaller half of their pack', () => {
  const known = partsOf(pack, table)
  expect(missingFrom(table, known)).toEqual([])
  known.delete('ccc')
  expect(missingFrom(table, known)?.map(([id]) => id)).toEqual(['ccc'])
  known.delete('bbb')
  expect(missingFrom(table, known)).toBeUndefined()
})
