import { find } from './find-sample.mjs'

const three = { installed: 3, active: 3, network: '4g', cpu: 1 }
const ten = { installed: 10, active: 10, network: '4g', cpu: 1 }
const many = (installed) => ({ installed, active: 5, network: '4g', cpu: 1 })

/** What a start of mortise may cost, as ratios within one run. */
const aims = [
  {
    text: 'all evaluated, 3 active on 4G, of the monolith',
    most: 1.1,
    of: start(three, 'evaluated'),
  },
  { text: 'requests with 3 active, of the monolith', most: 1.5, of: start(three, 'requests') },
  { text: 'requests with 10 active, of the monolith', most: 1.5, of: start(ten, 'requests') },
  { text: 'bytes with 3 active, of the monolith', most: 1.15, of: start(three, 'bytes') },
  { text: 'bytes with 10 active, of the monolith', most: 1.1, of: start(ten, 'bytes') },
  {
    text: 'all evaluated, 200 installed and 5 active, of 10 installed',
    most: 1.1,
    of: [
      ['start', { contender: 'mortise', ...many(200) }, 'evaluated'],
      ['start', { contender: 'mortise', ...many(10) }, 'evaluated'],
    ],
  },
  {
    text: 'heap with 50 installed and 5 active, of an app with those 5',
    most: 1.05,
    of: [
      ['heap', { contender: 'mortise', installed: 50 }, 'active'],
      ['heap', { contender: 'mortise', installed: 5 }, 'active'],
    ],
  },
  {
    text: 'warm start with 3 active, of the monolith',
    most: 0.8,
    of: start(three, 'warmEvaluated'),
  },
  {
    text: 'memory given back by unloading 50 plugins, page in use, in %',
    least: 98,
    of: [['heap', { contender: 'mortise', installed: 50 }, 'givenBack']],
  },
  {
    text: 'memory given back by unloading 50 plugins, the first time, in %',
    least: 98,
    of: [['heap', { contender: 'mortise', installed: 50 }, 'givenBackFirst']],
  },
]

function start(cell, key) {
  return ['mortise', 'monolith'].map((contender) => ['start', { contender, ...cell }, key])
}

/** Each aim with what the run gives for it, where it was measured; missed by a share of the aim. */
export function judgeAims(run) {
  return aims.flatMap(({ text, most, least, of }) => {
    const [value, control] = of.map((where) => find(run, ...where)?.median)
    if (value === undefined || (of.length > 1 && control === undefined)) return []
    const measured = of.length > 1 ? value / control : value
    const [relation, aim] = least === undefined ? ['≤', most] : ['≥', least]
    const missedBy = Math.max(0, least === undefined ? measured / most - 1 : 1 - measured / least)
    return [{ text, relation, aim, measured, missedBy }]
  })
}
