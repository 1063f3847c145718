/**
 * What a run takes about, in seconds on 2 cores that do nothing else. From runs of the whole matrix;
 * printed at the beginning, so that nobody waits for hours by mistake.
 */
export function estimateSeconds(plan) {
  const built = new Set()
  let seconds = 0
  for (const { measure, cells, rounds } of plan) {
    for (const cell of cells) {
      for (const app of appsOf(measure, cell)) {
        if (built.has(app.key)) continue
        built.add(app.key)
        // Two builds at a time share the cores.
        seconds += buildSeconds(app) * 0.7
      }
      seconds += rounds * sampleSeconds[measure.name](cell)
    }
  }
  return Math.round(seconds)
}

/** A first plugin, and each further one. */
const buildCosts = {
  monolith: [1.5, 0.02],
  eager: [1.5, 0.02],
  mortise: [2, 0.03],
  'mf-vite': [1, 1],
  'mf-vite-tuned': [1, 0.8],
  'mf-rspack': [1.5, 1],
  'native-federation': [3, 1.2],
  systemjs: [3, 1],
}

function buildSeconds({ contender, installed }) {
  const [first, further] = buildCosts[contender]
  return first + further * installed
}

/** A second of a visit is its network's; the rest is a new browser context and the wait for quiet. */
const visitSeconds = { loopback: 1.4, '4g': 2.3, 'slow-3g': 6 }

const sampleSeconds = {
  start: ({ network, cpu }) => 2 * visitSeconds[network] + (cpu > 1 ? 3 : 0),
  build: buildSeconds,
  tiers: ({ network }) => 2 * visitSeconds[network] + 1,
  offline: ({ network }) => 3 * visitSeconds[network] + 1,
  redeploy: ({ variant }) => (variant === 'worker' ? 4 : 2) * visitSeconds.loopback,
  navigation: ({ network, preload }) => visitSeconds[network] + (preload === 'visible' ? 2 : 0),
  preloading: ({ network }) => visitSeconds[network] + 3,
  heap: ({ contender }) => (contender === 'mortise' ? 15 : 6),
  // A plugin moves once a second at most.
  swaps: ({ deploys }) => 4 + 1.6 * (deploys + 4),
  'runtime-bytes': () => visitSeconds.loopback,
  guards: () => 3,
  attach: ({ edits }) => 6 + 0.5 * edits,
  // An edit takes a tenth of a second, the rest of it is waiting.
  development: ({ contender, edits }) =>
    edits ? 5 + edits * (contender === 'mortise' ? 2.2 : 1.3) : 3,
}

/** The apps that a measure builds before its rounds. */
function appsOf({ name }, { contender, variant, installed, active = 0 }) {
  if (!buildCosts[contender] || name === 'development') return []
  const app = (kind) => ({
    contender,
    installed,
    key: [contender, variant, installed, kind].join(),
  })
  const others =
    { redeploy: ['changed'], heap: ['none', 'changed'], swaps: ['changed'] }[name] ?? []
  return [active, ...others].map(app)
}
