import { contenderNames } from './contenders/index.mjs'
import { measures } from './measure/index.mjs'
import { tierConditions } from './measure/tiers.mjs'

/** Those whose starts with many plugins are compared in a default run. */
const us = ['monolith', 'mortise']
const withEager = [...us, 'eager']
/** Module Federation for Vite with its strongest settings only. */
const strongest = contenderNames.filter((name) => name !== 'mf-vite')

/** Mortise set up in other ways than the plain one, beside the others. */
const ours = (size, ...variants) =>
  variants.map(([variant, name]) => ({ ...size, variant, name, of: ['mortise'] }))

/** The same deploy with everything a page can have against it, and with less than that. */
const deploys = (size) =>
  ours(size, ['no-packs', 'mortise, no packs'], ['worker', 'mortise, service worker'])

/** The runtime's own preloading, as the manifests ask for it. */
const byRuntime = (size) =>
  ['intent', 'visible'].flatMap((preload) => ours({ ...size, preload }, ['preloading', 'mortise']))

const starts = (size) =>
  ours({ network: '4g', ...size }, ['preloading-off', 'preload off'], ['preloading', 'preload on'])

const offlineStart = (size) =>
  ours({ network: '4g', ...size }, ['worker', 'mortise, service worker'])

/** @param size `edits` is how many of each kind a sample makes. */
const editing = (size) => [{ ...size, of: us }]

/** What the start of a dev server costs with plugins that nobody has opened. */
const hostAlone = (installed) => [
  { installed: 0, active: 0, of: ['monolith'], name: 'host alone' },
  { installed, active: 0, of: ['mortise'], name: `mortise, ${installed} plugins` },
]

/**
 * What each scale measures: by measure, a list of conditions with the contenders they hold for.
 * `--quick` shows that everything runs; `--full` is every combination that the README names.
 */
export const scales = {
  quick: {
    rounds: 1,
    // Of measures that bring their cells: the first rule shows how all of them are measured.
    cellsOf: { guards: 2 },
    tiers: tierConditions({ installed: 4, active: 4, network: 'loopback' }).filter(
      ({ name }) => name === 'IndexedDB',
    ),
    offline: offlineStart({ installed: 4, active: 4, network: 'loopback' }),
    preloading: starts({ installed: 5, active: 4, network: 'loopback' }).slice(1),
    // One peer shows that peers run: to build the others takes longer than all the rest of a start.
    start: [
      { installed: 4, active: 4, network: '4g', cpu: 1, of: us },
      { installed: 3, active: 3, network: '4g', cpu: 1, of: ['mf-vite'] },
    ],
    build: [{ installed: 4, active: 4, of: ['mortise'] }],
    redeploy: [
      { installed: 4, active: 4, of: ['mortise'] },
      ...deploys({ installed: 4, active: 4 }).slice(1),
    ],
    navigation: [
      { installed: 4, active: 0, network: '4g', preload: false, of: ['mortise'] },
      { installed: 4, active: 0, network: '4g', preload: true, of: ['mortise'] },
      ...byRuntime({ installed: 5, active: 4, network: '4g' }).slice(0, 1),
    ],
    heap: [{ installed: 4, active: 4, of: ['mortise'] }],
    swaps: [{ installed: 4, active: 4, deploys: 2, variant: 'live', of: ['mortise'] }],
    'runtime-bytes': [{ installed: 4, active: 0, of: ['mortise'] }],
    development: [...editing({ installed: 4, active: 4, edits: 1 }), ...hostAlone(4)],
    attach: ours({ installed: 4, active: 4, edits: 1 }, ['attached', 'mortise']),
  },
  default: {
    rounds: 7,
    // Bytes are the same in each round; INP goes in steps of 8 ms, so a difference needs many.
    roundsOf: {
      build: 5,
      redeploy: 2,
      preloading: 11,
      // What it counts differs by less than 1 % from round to round.
      heap: 3,
      // Its 200 swaps are the repetition.
      swaps: 1,
      'runtime-bytes': 2,
      guards: 5,
      development: 3,
      attach: 1,
    },
    tiers: tierConditions({ installed: 10, active: 5, network: '4g' }),
    offline: offlineStart({ installed: 50, active: 5 }),
    preloading: starts({ installed: 50, active: 5 }),
    start: [
      { installed: 3, active: 3, network: '4g', cpu: 1 },
      { installed: 10, active: 5, network: '4g', cpu: 1, of: strongest },
      { installed: 10, active: 10, network: '4g', cpu: 1, of: us },
      { installed: 50, active: 5, network: '4g', cpu: 1, of: withEager },
      { installed: 200, active: 5, network: '4g', cpu: 1, of: us },
      { installed: 3, active: 3, network: 'loopback', cpu: 4, of: us },
      { installed: 3, active: 3, network: 'slow-3g', cpu: 1, of: us },
    ],
    build: [
      { installed: 3, active: 3 },
      { installed: 10, active: 5, of: us },
      { installed: 50, active: 5, of: us },
      { installed: 200, active: 5, of: us },
    ],
    redeploy: [
      { installed: 10, active: 5, of: strongest },
      { installed: 50, active: 5, of: us },
      ...deploys({ installed: 10, active: 5 }),
      ...deploys({ installed: 50, active: 5 }),
    ],
    navigation: [
      { installed: 10, active: 5, network: '4g', preload: false, of: us },
      { installed: 10, active: 5, network: '4g', preload: true, of: us },
      ...byRuntime({ installed: 10, active: 5, network: '4g' }),
    ],
    heap: [
      { installed: 50, active: 5, of: withEager },
      { installed: 5, active: 5, of: us },
    ],
    // Ten of the 13 plugins have a second release.
    swaps: [{ installed: 13, active: 13, deploys: 20, variant: 'live', of: ['mortise'] }],
    'runtime-bytes': [{ installed: 1, active: 0 }],
    development: [...editing({ installed: 10, active: 5, edits: 12 }), ...hostAlone(50)],
    attach: ours({ installed: 10, active: 5, edits: 12 }, ['attached', 'mortise']),
  },
  full: {
    rounds: 7,
    tiers: [10, 50].flatMap((installed) =>
      ['loopback', '4g', 'slow-3g'].flatMap((network) =>
        tierConditions({ installed, active: 5, network }),
      ),
    ),
    offline: [10, 50, 200].flatMap((installed) => offlineStart({ installed, active: 5 })),
    preloading: starts({ installed: 50, active: 5 }),
    start: [3, 10, 50, 200].flatMap((installed) =>
      ['loopback', '4g', 'slow-3g'].flatMap((network) =>
        [1, 4].flatMap((cpu) =>
          (installed === 3 ? [3] : [3, 5]).map((active) => ({ installed, active, network, cpu })),
        ),
      ),
    ),
    build: [10, 50, 200].map((installed) => ({ installed, active: 5 })),
    redeploy: [10, 50].flatMap((installed) => [
      { installed, active: 5 },
      ...deploys({ installed, active: 5 }),
    ]),
    navigation: [
      ...[false, true].map((preload) => ({ installed: 10, active: 5, network: '4g', preload })),
      ...byRuntime({ installed: 10, active: 5, network: '4g' }),
    ],
    heap: [
      { installed: 50, active: 5, of: ['eager', ...contenderNames] },
      { installed: 5, active: 5, of: contenderNames },
    ],
    // Ten of the 13 plugins have a second release.
    swaps: [{ installed: 13, active: 13, deploys: 20, variant: 'live', of: ['mortise'] }],
    'runtime-bytes': [{ installed: 1, active: 0 }],
    development: [...editing({ installed: 10, active: 5, edits: 12 }), ...hostAlone(50)],
    attach: ours({ installed: 10, active: 5, edits: 12 }, ['attached', 'mortise']),
  },
}

/**
 * What a run of a scale measures, in order, and in how many rounds.
 * @param rounds For all measures; what the scale says where it is absent.
 * @param onlyMeasures Names; all of them where nothing is given, as with `onlyContenders`.
 */
export function planOf(scale, { onlyMeasures, onlyContenders, rounds } = {}) {
  return measures
    .filter(({ name }) => !onlyMeasures || onlyMeasures.includes(name))
    .map((measure) => ({
      measure,
      rounds: rounds ?? scale.roundsOf?.[measure.name] ?? scale.rounds,
      cells:
        measure.cells?.().slice(0, scale.cellsOf?.[measure.name]) ??
        cellsOf(scale[measure.name], onlyContenders),
    }))
    .filter(({ cells }) => cells.length > 0)
}

/** One cell for each contender of each condition. */
function cellsOf(conditions, only) {
  return conditions.flatMap(({ of = contenderNames, ...condition }) =>
    of
      .filter((contender) => !only || only.includes(contender))
      .map((contender) => ({ contender, ...condition })),
  )
}
