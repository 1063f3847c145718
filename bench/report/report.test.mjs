import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { summarise } from '../statistics.mjs'
import { judgeAims } from './aims.mjs'
import { documentTable } from './document-table.mjs'
import { losses } from './losses.mjs'
import { plot } from './plot.mjs'
import { renderDocs } from './render-docs.mjs'
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
    expect(judgeAims(measured)).toMatchObject([
      { text: expect.stringMatching('requests'), relation: '≤', aim: 1.5, measured: 2 },
      { text: expect.stringMatching('bytes'), aim: 1.15, measured: 1.1, missedBy: 0 },
    ])
    expect(judgeAims(measured)[0].missedBy).toBeCloseTo(1 / 3)
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
      {
        measure: 'Start',
        conditions: '3 plugins installed, 3 active, 4G, CPU 1x',
        label: 'requests',
        better: 'monolith 1.50x',
      },
    ])
  })
})

describe('the table of the documents', () => {
  const cell = { installed: 50, active: 5, network: '4g', cpu: 1 }

  it('compares basic with lazy loading, and says what was not measured', () => {
    const [load, interactive] = documentTable(
      run(['eager', cell, { evaluated: 2000 }], ['mortise', cell, { evaluated: 500 }]),
    )
    expect(load).toEqual(['Initial Load Time', '2.00 s', '0.50 s', '**75 % faster**'])
    expect(interactive?.slice(1)).toEqual(['not measured', 'not measured', ''])
  })

  it('says so where lazy loading is worse', () => {
    const [load] = documentTable(
      run(['eager', cell, { evaluated: 1000 }], ['mortise', cell, { evaluated: 1100 }]),
    )
    expect(load?.[3]).toBe('**10 % slower**')
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

describe('the page', () => {
  const measured = {
    ...run(
      ['monolith', three, { evaluated: 100, FCP: 50 }, { evaluated: 140, FCP: 50 }],
      ['mortise', three, { evaluated: 90, FCP: 60 }],
      ['systemjs', three],
    ),
    scale: 'default',
    began: '2026-01-31T00:00:00.000Z',
    seconds: 90,
    machine: { processor: 'any', cores: 2 },
    versions: { vite: '8.0.0' },
  }
  measured.results[2].failure = 'needs Node 24\nat main.js:1'
  const { 'benchmarks.md': page, ...plots } = renderDocs(measured)

  it('gives median, range and the ratio to the first row', () => {
    expect(page).toContain('| monolith | **120**<br><sub>100-140</sub> |')
    expect(page).toContain('| mortise | **90** 0.75x |')
  })

  it('says in its row why a contender does not run', () => {
    expect(page).toContain('| systemjs | does not run: needs Node 24 |')
  })

  it('shows each of its plots', () => {
    const [name, ...others] = Object.keys(plots)
    expect(others).toEqual([])
    expect(page).toContain(`](${name})`)
  })

  it('names the versions of what was compared', () => {
    expect(page).toMatch(/\| monolith \| .* \| vite 8\.0\.0 \|/)
  })
})

const results = new URL('../results/default.json', import.meta.url)

describe.skipIf(!existsSync(results))('docs/benchmarks.md', () => {
  it('and its plots are what the numbers of the last default run give', () => {
    const docs = new URL('../../docs/', import.meta.url)
    const rendered = renderDocs(JSON.parse(readFileSync(results, 'utf8')))
    for (const [name, text] of Object.entries(rendered)) {
      expect([name, readFileSync(new URL(name, docs), 'utf8')]).toEqual([name, text])
    }
    const images = readdirSync(new URL('images/benchmarks/', docs))
    expect(images.length).toBe(Object.keys(rendered).length - 1)
  })
})
