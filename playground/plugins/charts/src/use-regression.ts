import { useEffect, useRef, useState } from 'react'
import type { Pair, Regression } from './regression.ts'
import type { Question } from './stats.worker.ts'

interface Answer {
  id: number
  regression: Regression
}

/** Computes in a worker that lives as long as the component; undefined until the first answer. */
export function useRegression(pairs: readonly Pair[]): Regression | undefined {
  const worker = useRef<Worker>(undefined)
  const question = useRef(0)
  const [regression, setRegression] = useState<Regression>()

  useEffect(() => {
    const created = new Worker(new URL('./stats.worker.ts', import.meta.url), { type: 'module' })
    worker.current = created
    created.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      // An answer to an older question comes too late to be shown.
      if (data.id === question.current) setRegression(data.regression)
    })
    return () => created.terminate()
  }, [])

  useEffect(() => {
    question.current += 1
    worker.current?.postMessage({ id: question.current, pairs } satisfies Question)
  }, [pairs])

  return regression
}
