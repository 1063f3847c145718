import { find } from './find-sample.mjs'

const size = { installed: 50, active: 5 }
const onFourG = { ...size, network: '4g', cpu: 1 }

/** What is read from where, how it is written, and the words for less and more of it. */
const times = { text: (ms) => `${(ms / 1000).toFixed(2)} s`, less: 'faster', more: 'slower' }
const memory = { text: (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`, less: 'less', more: 'more' }

/**
 * The table in which loading of plugins is compared with basic loading, where everything is one eager
 * app: the contender `eager`. Basic loading reloads the page for an edit.
 * @returns Rows of metric, basic, lazy, improvement.
 */
export function documentTable(run) {
  const of = (contender, measure, cell, key) =>
    find(run, measure, { contender, ...cell }, key)?.median
  const both = (...where) => [of('eager', ...where), of('mortise', ...where)]
  return [
    rowOf('Initial Load Time', both('start', onFourG, 'evaluated'), times),
    rowOf('Time to Interactive', both('start', onFourG, 'interactive'), times),
    rowOf('Memory Usage (50 plugins)', both('heap', size, 'active'), memory),
    rowOf(
      'Hot Reload Time',
      [of('monolith', 'development', {}, 'reload'), of('mortise', 'development', {}, 'component')],
      times,
    ),
    ['Cache Hit Rate', 'N/A', cacheRate(run), 'N/A'],
  ]
}

function rowOf(metric, values, { text, less, more }) {
  const [basic, lazy] = values
  const cells = values.map((value) => (value === undefined ? 'not measured' : text(value)))
  if (!basic || !lazy) return [metric, ...cells, '']
  const change = Math.round(100 * (1 - lazy / basic))
  return [metric, ...cells, `**${Math.abs(change)} % ${change >= 0 ? less : more}**`]
}

/** Of the files of a visit after a deploy of 10 %, how many nobody was asked for. */
function cacheRate(run) {
  const [kept, asked] = ['fromCache', 'requests'].map(
    (key) => find(run, 'redeploy', { contender: 'mortise', ...size }, key)?.median,
  )
  return kept === undefined ? 'not measured' : `${Math.round((100 * kept) / (kept + asked))} %`
}
