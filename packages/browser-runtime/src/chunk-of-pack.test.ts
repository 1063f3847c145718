import { expect, it } from 'vitest'
import { chunkOfPack } from './chunk-of-pack.ts'

const first = '"use strict";mortise([],(()=>1));'
const second = '"use strict";mortise(["a"],((a)=>a));'
const pack =
  '"use strict";mortise([],(()=>1),"one");\n"use strict";mortise(["a"],((a)=>a),"two");\n'

it('gives each chunk as its own file has it', () => {
  expect(chunkOfPack(pack, { id: 'one', size: first.length })).toBe(first)
  expect(chunkOfPack(pack, { id: 'two', size: second.length })).toBe(second)
})

it('gives nothing of a chunk that is not in it, or that cannot be', () => {
  expect(chunkOfPack(pack, { id: 'three', size: 10 })).toBeUndefined()
  expect(chunkOfPack(pack, { id: 'one', size: 1000 })).toBeUndefined()
})
