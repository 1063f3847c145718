import { find } from './find-sample.mjs'

const size = { installed: 50, active: 5 }
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`
const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`

/** Metric, what it is read from, and how it is written. Basic loading is the contender `eager`. */
const rows = [
  ['Initial load time', 'start', { ...size, network: '4g' }, 'evaluated', seconds],
  ['Time to interactive', 'start', { ...size, network: '4g' }, 'interactive', seconds],
  ['Memory usage (50 plugins)', 'heap', size, 'active', megabytes],
]

/**
 * The table in the form that plugin loading is compared in: basic loading, where everything is one
 * eager app, against lazy plugins.
 * @returns Rows of metric, basic, lazy, improvement.
 */
export function documentTable(run) {
  const compared = rows.map(([metric, measure, cell, key, format]) => {
    const [basic, lazy] = ['eager', 'mortise'].map(
      (contender) => find(run, measure, { contender, ...cell }, key)?.median,
    )
    return rowOf(metric, basic, lazy, format)
  })
  // Basic loading reloads the page for an edit.
  const reload = find(run, 'development', { contender: 'monolith' }, 'reload')?.median
  const edit = find(run, 'development', { contender: 'mortise' }, 'component')?.median
  return [...compared, rowOf('Hot reload time', reload, edit, seconds), cacheRow(run)]
}

function rowOf(metric, basic, lazy, format) {
  const text = (value) => (value === undefined ? 'not measured' : format(value))
  const better = basic && lazy ? `${Math.round(100 * (1 - lazy / basic))} % less` : ''
  return [metric, text(basic), text(lazy), better]
}

/** Of the requests of a visit after a deploy of 10 %, how many the cache answered. */
function cacheRow(run) {
  const cell = { contender: 'mortise', installed: 50 }
  const kept = find(run, 'redeploy', cell, 'fromCache')?.median
  const asked = find(run, 'redeploy', cell, 'requests')?.median
  const rate =
    kept === undefined ? 'not measured' : `${Math.round((100 * kept) / (kept + asked))} %`
  return ['Cache hit rate after a deploy of 10 %', 'N/A', rate, 'N/A']
}
