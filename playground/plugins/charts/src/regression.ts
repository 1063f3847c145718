import { bin, deviation, extent, mean } from 'd3-array'

export interface Pair {
  x: number
  y: number
}

export interface Regression {
  count: number
  /** Pearson's correlation of x and y, -1 to 1; NaN when one of them never changes. */
  correlation: number
  slope: number
  intercept: number
  /** How many x fall into each of some ten steps of equal width. */
  histogram: { from: number; count: number }[]
  range: [number, number]
}

/** The least-squares line through the pairs and the distribution of their x. */
export function regress(pairs: readonly Pair[]): Regression {
  const meanX = mean(pairs, ({ x }) => x) ?? 0
  const meanY = mean(pairs, ({ y }) => y) ?? 0
  const spreadX = deviation(pairs, ({ x }) => x) ?? Number.NaN
  const spreadY = deviation(pairs, ({ y }) => y) ?? Number.NaN
  const products = pairs.reduce((total, { x, y }) => total + (x - meanX) * (y - meanY), 0)
  const correlation = products / ((pairs.length - 1) * spreadX * spreadY)
  const slope = correlation * (spreadY / spreadX)
  const [low = 0, high = 0] = extent(pairs, ({ x }) => x)
  return {
    count: pairs.length,
    correlation,
    slope,
    intercept: meanY - slope * meanX,
    histogram: bin()
      .thresholds(10)(pairs.map(({ x }) => x))
      .map((step) => ({ from: step.x0 ?? 0, count: step.length })),
    range: [low, high],
  }
}
