import type MagicString from 'magic-string'

/** Replaces `start` to `end`; inserts where they are equal. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * Applies edits in source order, which keeps magic-string linear. An edit inside a range that
 * another one replaces is dropped.
 */
export function applyEdits(target: MagicString, edits: readonly Edit[]) {
  const ordered = edits.toSorted(
    (a, b) => a.start - b.start || Number(isInsertion(b)) - Number(isInsertion(a)) || b.end - a.end,
  )
  let replaced = 0
  for (const { start, end, text } of ordered) {
    if (start < replaced) continue
    if (start === end) target.appendLeft(start, text)
    else if (text === '') target.remove(start, end)
    else target.update(start, end, text)
    replaced = end
  }
}

const isInsertion = ({ start, end }: Edit) => start === end
