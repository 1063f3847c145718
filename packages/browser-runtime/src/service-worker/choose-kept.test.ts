import { expect, test } from 'vitest'
import { chooseKept } from './choose-kept.ts'

test('what was used last is kept, as far as there is room', () => {
  const files = ['old', 'middle', 'new'].map((url) => ({ url, size: 10 }))
  expect([...chooseKept(files, 25)]).toEqual(['new', 'middle'])
  expect([...chooseKept(files, 5)]).toEqual([])
})

test('what does not fit ends it: nothing older takes the place of something newer', () => {
  const files = [
    { url: 'small', size: 1 },
    { url: 'large', size: 100 },
    { url: 'new', size: 10 },
  ]
  expect([...chooseKept(files, 50)]).toEqual(['new'])
})
