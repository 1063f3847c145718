export interface Measure {
  words: number
  /** At 220 words a minute, rounded up. */
  minutes: number
  headings: number
  links: number
  /** Code blocks by language, most frequent first. */
  code: [language: string, blocks: number][]
}

const wordsPerMinute = 220

export function measure(markdown: string): Measure {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '')
  const words = prose.match(/\p{L}[\p{L}\p{N}'-]*/gu)?.length ?? 0
  const code = new Map<string, number>()
  for (const [, language = ''] of markdown.matchAll(/^```(\w+)/gm)) {
    code.set(language, (code.get(language) ?? 0) + 1)
  }
  return {
    words,
    minutes: Math.ceil(words / wordsPerMinute),
    headings: prose.match(/^#{1,6} /gm)?.length ?? 0,
    links: prose.match(/\]\(|\]\[/g)?.length ?? 0,
    code: [...code].sort(([, one], [, other]) => other - one),
  }
}
