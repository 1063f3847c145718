import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { sections } from './sections.ts'
import { thresholds } from './thresholds.ts'

const page = readFileSync(
  fileURLToPath(new URL('../../../../../docs/best-practices.md', import.meta.url)),
  'utf8',
)
const rules = sections.flatMap(({ rules }) => rules)

/** The page by its headings. */
const texts = new Map(
  page.split(/^## /m).map((part) => {
    const [title = '', ...lines] = part.split('\n')
    return [title, lines.join('\n')]
  }),
)

describe('docs/best-practices.md', () => {
  it('has the five groups for developers and the three for operators, with all their 24 rules', () => {
    expect(sections).toHaveLength(8)
    expect(rules).toHaveLength(24)
    expect(new Set(rules.map(({ id }) => id)).size).toBe(24)
  })

  it.each(sections)('explains each rule of “$title”', ({ title, rules: own }) => {
    for (const { id, says } of own) expect(texts.get(title)).toContain(`**${says}**, \`${id}\`.`)
  })

  it('names the thresholds', () => {
    const { neededByMany, largePlugin, packageUsers, shortestTtl, budget } = thresholds
    expect(texts.get('Handle Failures Gracefully')).toContain(`at least ${neededByMany} plugins`)
    expect(texts.get('Optimize Bundle Size')).toContain(`from ${largePlugin / 1000} KB`)
    expect(texts.get('Optimize Bundle Size')).toContain(`${packageUsers} plugins or more`)
    expect(texts.get('Enable Caching')).toContain(`below ${shortestTtl} seconds`)
    expect(texts.get('Monitor Performance')).toContain(`below ${budget.least} ms`)
    expect(texts.get('Monitor Performance')).toContain(`above ${budget.most} ms`)
  })
})
