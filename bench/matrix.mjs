import { contenderNames, isPeer } from './contenders/index.mjs'
import { measures } from './measure/index.mjs'

/** Those whose starts with many plugins are compared in a default run. */
const us = ['monolith', 'mortise']
const peers = contenderNames.filter(isPeer)
const withEager = [...us, 'eager']
/** Module Federation for Vite with its strongest settings only. */
const strongest = contenderNames.filter((name) => name !== 'mf-vite')

/**
 * What each scale measures: by measure, a list of conditions with the contenders they hold for.
 * `--quick` shows that everything runs; `--full` is every combination that the README names.
 */
export const scales = {
  quick: {
    rounds: 1,
    // Few apps are built, and those of the peers are small.
    start: [
      { installed: 4, active: 4, network: '4g', cpu: 1, of: us },
      { installed: 3, active: 3, network: '4g', cpu: 1, of: peers },
    ],
    build: [{ installed: 4, active: 4, of: us }],
    redeploy: [{ installed: 4, active: 4, of: us }],
    navigation: [
      { installed: 4, active: 0, network: '4g', preload: false, of: us },
      { installed: 4, active: 0, network: '4g', preload: true, of: us },
    ],
    heap: [{ installed: 4, active: 4, of: us }],
    'runtime-bytes': [{ installed: 4, active: 0, of: us }],
    development: [{ installed: 4, active: 4, of: us }],
  },
  default: {
    rounds: 7,
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
    ],
    navigation: [
      { installed: 10, active: 5, network: '4g', preload: false, of: us },
      { installed: 10, active: 5, network: '4g', preload: true, of: us },
    ],
    heap: [
      { installed: 50, active: 5, of: withEager },
      { installed: 5, active: 5, of: us },
    ],
    'runtime-bytes': [{ installed: 1, active: 0 }],
    development: [{ installed: 10, active: 5, of: us }],
  },
  full: {
    rounds: 7,
    start: [3, 10, 50, 200].flatMap((installed) =>
      ['loopback', '4g', 'slow-3g'].flatMap((network) =>
        [1, 4].flatMap((cpu) =>
          (installed === 3 ? [3] : [3, 5]).map((active) => ({ installed, active, network, cpu })),
        ),
      ),
    ),
    build: [10, 50, 200].map((installed) => ({ installed, active: 5 })),
    redeploy: [10, 50].map((installed) => ({ installed, active: 5 })),
    navigation: [false, true].map((preload) => ({
      installed: 10,
      active: 5,
      network: '4g',
      preload,
    })),
    heap: [
      { installed: 50, active: 5, of: ['eager', ...contenderNames] },
      { installed: 5, active: 5, of: contenderNames },
    ],
    'runtime-bytes': [{ installed: 1, active: 0 }],
    development: [{ installed: 10, active: 5, of: us }],
  },
}

/**
 * What a run of a scale measures, in order.
 * @param only Names of measures, of contenders; all of them where nothing is given.
 */
export function planOf(scale, onlyMeasures, onlyContenders) {
  return measures
    .filter(({ name }) => !onlyMeasures || onlyMeasures.includes(name))
    .map((measure) => ({
      measure,
      cells: measure.cells?.() ?? cellsOf(scale[measure.name], onlyContenders),
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
