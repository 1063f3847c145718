import { expect, test } from 'vitest'
import { tableOfContents } from './table-of-contents.ts'

test('lists the second and third level with the ids of their rendered headings', () => {
  const text = '# Title\n\n## Use of `code()`\n\n### [A link](#there)\n\n#### Too deep\n'
  expect(tableOfContents(text)).toEqual([
    { id: 'use-of-code', text: 'Use of code()', level: 2 },
    { id: 'a-link', text: 'A link', level: 3 },
  ])
})

test('takes no comment of a code block for a heading', () => {
  expect(tableOfContents('```sh\n## install\n```\n')).toEqual([])
})

test('numbers headings of the same name, also across levels', () => {
  const ids = tableOfContents('# Use\n## Use\n### Use\n').map(({ id }) => id)
  expect(ids).toEqual(['use-1', 'use-2'])
})
