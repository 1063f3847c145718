import { type Pair, regress } from './regression.ts'

export interface Question {
  id: number
  pairs: readonly Pair[]
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  postMessage({ id: data.id, regression: regress(data.pairs) })
})
