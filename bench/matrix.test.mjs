import { describe, expect, it } from 'vitest'
import { contenderNames } from './contenders/index.mjs'
import { estimateSeconds } from './estimate.mjs'
import { planOf, scales } from './matrix.mjs'
import { measures } from './measure/index.mjs'

const minutes = (name) => estimateSeconds(planOf(scales[name])) / 60

describe('a default run', () => {
  it('takes at most 40 minutes by the estimate, in at least 7 rounds', () => {
    expect(minutes('default')).toBeLessThanOrEqual(40)
    expect(scales.default.rounds).toBeGreaterThanOrEqual(7)
  })
})

describe('a quick run', () => {
  it('takes less than 3 minutes by the estimate', () => {
    expect(minutes('quick')).toBeLessThan(3)
  })
})

it.each(Object.keys(scales))('%s takes every measure', (name) => {
  expect(planOf(scales[name]).map(({ measure }) => measure)).toEqual(measures)
})

it.each(['default', 'full'])('%s starts every contender', (name) => {
  const started = planOf(scales[name])[0]?.cells.map(({ contender }) => contender)
  expect(started).toEqual(expect.arrayContaining(contenderNames))
})

it('a part of the matrix has the measures and contenders that were asked for', () => {
  const plan = planOf(scales.default, {
    onlyMeasures: ['heap', 'mortise'],
    onlyContenders: ['heap', 'mortise'],
  })
  expect(plan.map(({ measure }) => measure.name)).toEqual(['heap'])
  expect(new Set(plan[0]?.cells.map(({ contender }) => contender))).toEqual(new Set(['mortise']))
})
