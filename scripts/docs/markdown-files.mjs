import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from '../workspace.mjs'

const skipped = new Set(['node_modules', 'dist', 'test-results', 'fixtures'])

/**
 * Every Markdown file of the repository: its path from the root, and its text.
 * @returns {{ path: string, text: string }[]}
 */
export function markdownFiles(folder = root) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      return skipped.has(entry.name) || entry.name.startsWith('.') ? [] : markdownFiles(path)
    }
    if (!entry.name.endsWith('.md')) return []
    return [{ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }]
  })
}

/** The fenced blocks of a text, with their language. */
export function codeBlocks(text) {
  return [...text.matchAll(/^```(\w*)[^\n]*\n(.*?)^```/gms)].map(([, language, code]) => ({
    language,
    code,
  }))
}

/** A text without its fenced blocks: what a reader reads as prose. */
export function prose(text) {
  return text.replaceAll(/^```.*?^```/gms, '')
}
