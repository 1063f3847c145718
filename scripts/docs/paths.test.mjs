import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../workspace.mjs'
import { markdownFiles, prose } from './markdown-files.mjs'

const topLevel = /^(packages|playground|e2e|bench|docs|scripts|\.ci)\/[\w@./-]*$/

describe.each(markdownFiles())('$path', ({ path, text }) => {
  it('links to files and headings that exist', () => {
    const broken = [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link]) => link)
      .filter((link) => !/^[a-z]+:/.test(link) && !linkExists(path, text, link))
    expect(broken).toEqual([])
  })

  it('names paths that exist', () => {
    const missing = [...prose(text).matchAll(/`([^`\n]+)`/g)]
      .map(([, name]) => name)
      .filter((name) => topLevel.test(name) && !name.includes('/dist'))
      .filter((name) => !existsSync(join(root, name)))
    expect(missing).toEqual([])
  })
})

function linkExists(from, ownText, link) {
  const [file, anchor] = link.split('#')
  if (file && !existsSync(join(root, dirname(from), file))) return false
  if (!anchor) return true
  const target = file ? join(dirname(from), file) : from
  const text = markdownFiles().find(({ path }) => path === target)?.text ?? ownText
  return headings(text).includes(anchor)
}

/** As GitHub makes them: lower case, spaces to hyphens, other punctuation left out. */
function headings(text) {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}
