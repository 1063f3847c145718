import type { Catalog } from '@mortise/shared'
import type { late } from '../errors.ts'

/**
 * Checks a catalog against the whole schema. `answer` is its text; else the status of an answer that
 * is none, or why no answer came.
 */
export async function checkCatalog(
  answer: unknown,
  url: string,
  explain: typeof late,
): Promise<Catalog> {
  if (typeof answer === 'string') {
    const { parseCatalog, parseJson } = await import('@mortise/shared/manifest')
    return parseCatalog(parseJson(answer, url, 'catalog'), url)
  }
  const trouble = typeof answer === 'number' ? { status: answer } : { cause: answer }
  throw await explain('catalogUnreachable', { url, ...trouble })
}
