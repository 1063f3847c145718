import { useEffect, useRef, useState } from 'react'

/**
 * Commits a few more times after `cause` changed. React keeps the tree before the last one as the
 * work in progress of the next, and with it the components of a plugin that is gone: only further
 * commits overwrite it and let the plugin's memory go.
 */
export function useFurtherCommits(cause: unknown): void {
  const [left, setLeft] = useState(0)
  const known = useRef(cause)
  useEffect(() => {
    if (known.current !== cause) setLeft(3)
    known.current = cause
  }, [cause])
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- a further commit is all that is wanted
    if (left) setLeft(left - 1)
  }, [left])
}
