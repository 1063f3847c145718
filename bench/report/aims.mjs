import { tierConditions } from '../measure/tiers.mjs'
import { find } from './find-sample.mjs'

const three = { installed: 3, active: 3, network: '4g', cpu: 1 }
const ten = { installed: 10, active: 10, network: '4g', cpu: 1 }
const many = (installed) => ({ installed, active: 5, network: '4g', cpu: 1 })

/**
 * What mortise may cost: a number, or its ratio to another of the same measure; to the least of them
 * where several are named. By medians, or `by` another part of the summary.
 */
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
  {
    text: 'warm start, HTTP cache and IndexedDB, of the better of the two alone',
    most: 1.05,
    of: [tier('HTTP cache and IndexedDB'), tier('HTTP cache'), tier('IndexedDB')],
  },
  {
    text: 'warm start, all three tiers, of the best of the three alone',
    most: 1.05,
    of: [tier('all three'), tier('HTTP cache'), tier('IndexedDB'), tier('service worker')],
  },
  ...[10, 50].flatMap((installed) => [
    deployAim(installed, undefined, 'pack, no service worker'),
    deployAim(installed, 'no-packs', 'no pack'),
    deployAim(installed, 'worker', 'pack and service worker'),
    keptAim(installed, undefined, 'pack, no service worker'),
    keptAim(installed, 'no-packs', 'no pack'),
    keptAim(installed, 'worker', 'pack and service worker'),
  ]),
  {
    text: 'starts without a server that work, 50 installed and 5 active, in %',
    least: 100,
    of: [['offline', { contender: 'mortise', variant: 'worker', installed: 50 }, 'works']],
  },
  clickAim('intent', 'mouse over the link'),
  clickAim('visible', 'link in view'),
  { text: 'LCP with preloading, of that without', most: 1.02, of: preloadOnOff('LCP') },
  { text: 'INP with preloading, of that without', most: 1.02, of: preloadOnOff('INP') },
  {
    text: 'mean of 20 clicks while preloading, of that without',
    most: 1.02,
    of: preloadOnOff('click'),
  },
  editAim('entry', "plain module of a plugin's entry", 0.7),
  editAim('service', 'module of a service', 0.7),
  editAim('component', 'component', 1),
  editAim('style', 'CSS', 1),
  editAim('entry95', "plain module of a plugin's entry, 95th percentile", 2),
  editAim('service95', 'module of a service, 95th percentile', 2),
  editAim('component95', 'component, 95th percentile', 2),
  editAim('style95', 'CSS, 95th percentile', 2),
  {
    text: 'edits of a plugin that keep its state, in the worst round, in %',
    least: 100,
    by: 'min',
    of: [['development', { contender: 'mortise', installed: 10, edits: 12 }, 'kept']],
  },
  {
    text: 'write of a file to the changed page of a built host, rebuild included, in ms',
    most: 300,
    of: [['attach', { contender: 'mortise', variant: 'attached', installed: 10 }, 'entry']],
  },
  {
    text: 'dev server with 50 plugins, none active, of the host alone',
    most: 1.2,
    of: [
      ['development', { contender: 'mortise', installed: 50, active: 0 }, 'serverStart'],
      ['development', { contender: 'monolith', installed: 0, active: 0 }, 'serverStart'],
    ],
  },
  {
    text: "heap added by a swap in a built host, without what showing adds, of the plugin's source, in %",
    most: 1,
    of: [['swaps', { contender: 'mortise', variant: 'live' }, 'share']],
  },
]

/** The control is the median of the host's own fast refresh, for a percentile too. */
function editAim(key, words, most) {
  const cell = { contender: 'mortise', installed: 10, active: 5 }
  return {
    text: `write of a file to the changed page, of fast refresh in the host: ${words}`,
    most,
    of: [
      ['development', cell, key],
      ['development', cell, 'host'],
    ],
  }
}

function tier(name) {
  const { variant } = tierConditions({}).find((one) => one.name === name)
  const cell = { contender: 'mortise', installed: 10, network: '4g', name, variant }
  return ['tiers', cell, 'evaluated']
}

function deployAim(installed, variant, words) {
  const plain = { contender: 'mortise', installed }
  return {
    text: `bytes after a deploy of 10 % of ${installed} plugins, of a first visit: ${words}`,
    most: 0.12,
    // A first visit without a worker, which fetches more.
    of: [
      ['redeploy', { ...plain, variant }, 'bytes'],
      ['redeploy', plain, 'firstBytes'],
    ],
  }
}

function keptAim(installed, variant, words) {
  return {
    text: `unchanged bytes from a cache, 10 % of ${installed} plugins changed, in %: ${words}`,
    least: 99,
    of: [['redeploy', { contender: 'mortise', installed, variant }, 'unchangedKept']],
  }
}

function clickAim(preload, words) {
  const cell = { contender: 'mortise', installed: 10, network: '4g' }
  return {
    text: `click to feature on 4G with preload by the runtime, of that without: ${words}`,
    most: 0.5,
    of: [
      ['navigation', { ...cell, variant: 'preloading', preload }, 'time'],
      ['navigation', { ...cell, preload: false }, 'time'],
    ],
  }
}

function preloadOnOff(key) {
  return ['preloading', 'preloading-off'].map((variant) => [
    'preloading',
    { contender: 'mortise', variant, installed: 50 },
    key,
  ])
}

function start(cell, key) {
  return ['mortise', 'monolith'].map((contender) => ['start', { contender, ...cell }, key])
}

/** Each aim with what the run gives for it, where it was measured; missed by a share of the aim. */
export function judgeAims(run) {
  return aims.flatMap(({ text, most, least, of, by = 'median' }) => {
    const [value, ...controls] = of.map((where) => find(run, ...where)?.[by])
    if (value === undefined || controls.includes(undefined)) return []
    const measured = controls.length > 0 ? value / Math.min(...controls) : value
    const [relation, aim] = least === undefined ? ['≤', most] : ['≥', least]
    const missedBy = Math.max(0, least === undefined ? measured / most - 1 : 1 - measured / least)
    return [{ text, relation, aim, measured, missedBy }]
  })
}
