import { createSlugger } from './slug.ts'

export interface Entry {
  id: string
  text: string
  level: number
}

const levels = [2, 3]

/** The headings of a Markdown text, so that the contents need no rendered article. */
export function tableOfContents(markdown: string): readonly Entry[] {
  const slug = createSlugger()
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '')
  return [...prose.matchAll(/^(#{1,6}) +(.+)$/gm)]
    .map(([, marks = '', source = '']) => {
      const text = plain(source)
      return { id: slug(text), text, level: marks.length }
    })
    .filter(({ level }) => levels.includes(level))
}

/** `[text](address)`, `[text][name]` and `code` as they read. */
function plain(source: string): string {
  return source
    .replace(/\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])?/g, '$1')
    .replace(/[`*]/g, '')
    .trim()
}
