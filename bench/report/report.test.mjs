import { describe, expect, it } from 'vitest'
import { summarise } from '../statistics.mjs'
import { judgeAims } from './aims.mjs'
import { documentTable } from './document-table.mjs'
import { losses } from './losses.mjs'
import { plot } from './plot.mjs'
import { sectionsOf } from './tables.mjs'

const three = { installed: 3, active: 3, network: '4g', cpu: 1 }

function run(...contenders) {
  const results = contenders.map(([contender, cell, ...samples]) => ({
    measure: 'start',
    cell: { contender, ...cell },
    samples,
  }))
  return { rounds: 3, results }
}

describe('summarise', () => {
  it('is the middle one, and the mean of the middle two', () => {
    expect(summarise([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9 })
    expect(summarise([1, 2, 4, 9])?.median).toBe(3)
  })

  it('is nothing where nothing was measured', () => {
    expect(summarise([undefined])).toBeUndefined()
  })
})

describe('aims', () => {
  it('are met or missed by the ratio of the medians', () => {
    const measured = run(
      ['monolith', three, { requests: 10, bytes: 100 }],
      ['mortise', three, { requests: 20, bytes: 110 }],
    )
    expect(judgeAims(measured).map(({ measured: ratio, isMet }) => [ratio, isMet])).toEqual([
      [2, false],
      [1.1, true],
    ])
  })

  it('are left out where a side was not measured', () => {
    expect(judgeAims(run(['mortise', three, { requests: 20 }]))).toEqual([])
  })
})

describe('losses', () => {
  it('name each number in which another contender is better, and by how much', () => {
    const measured = run(
      ['monolith', three, { evaluated: 100, requests: 10 }],
      ['mortise', three, { evaluated: 102, requests: 15 }],
      ['systemjs', three, { evaluated: 300, requests: 20 }],
    )
    expect(losses(measured)).toEqual([
      'Start, 3 plugins installed, 3 active, 4g, CPU 1x, requests: 1.50x of monolith',
    ])
  })
})

describe('the table of the documents', () => {
  it('compares basic with lazy loading, and says what was not measured', () => {
    const cell = { installed: 50, active: 5, network: '4g', cpu: 1 }
    const [load, interactive] = documentTable(
      run(['eager', cell, { evaluated: 2000 }], ['mortise', cell, { evaluated: 500 }]),
    )
    expect(load).toEqual(['Initial load time', '2.00 s', '0.50 s', '75 % less'])
    expect(interactive?.slice(1)).toEqual(['not measured', 'not measured', ''])
  })
})

describe('sections', () => {
  it('keep a contender that failed as a row, which a plot leaves out', () => {
    const measured = run(['monolith', three, { evaluated: 100 }], ['mortise', three])
    measured.results[1].failure = 'the build ended with 1'
    const [section] = sectionsOf(measured)
    expect(section?.rows.map(({ name, failure }) => [name, failure])).toEqual([
      ['monolith', undefined],
      ['mortise', 'the build ended with 1'],
    ])
    expect(plot(section)).toContain('monolith')
    expect(plot(section)).not.toContain('mortise')
  })
})
