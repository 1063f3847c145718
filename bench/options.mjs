import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { contenderNames } from './contenders/index.mjs'
import { planOf, scales } from './matrix.mjs'
import { measures } from './measure/index.mjs'

const measureNames = measures.map(({ name }) => name)
const allContenders = [...contenderNames, 'eager']

const help = `Builds one app several ways and measures all of them in one run, in interleaved rounds.

  npm run bench                        the default part of the matrix, at most 40 minutes on 2 cores
  npm run bench -- --quick             one round of little: shows that all of it runs, judges nothing
  npm run bench -- --full              every combination; hours
  npm run bench -- --only start,mortise,monolith
                                       some measures, some contenders
  npm run bench -- --only tiers,offline --into-default
                                       puts these measures into the results of the last default run,
                                       with their own date, and makes docs/benchmarks.md
  npm run bench -- --rounds 11         for all measures; 7 for most unless told, 1 with --quick
  npm run bench -- --out <file>        where every number goes; bench/results/<scale>.json unless told
  npm run bench -- --keep              leaves the built apps where they are
  npm run bench -- --help              this text

measures    ${measureNames.join(', ')}
contenders  ${allContenders.join(', ')}

"node bench/report/write-docs.mjs" makes docs/benchmarks.md from bench/results/default.json.
`

/** The command's options; ends the process where they make no sense. */
export function readOptions(args) {
  try {
    return choose(parse(args))
  } catch (error) {
    console.error(`${error.message}\n\n${help}`)
    return process.exit(2)
  }
}

/** Where the numbers of a scale go. */
export const resultsOf = (name) => fileURLToPath(new URL(`results/${name}.json`, import.meta.url))

function parse(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      rounds: { type: 'string' },
      out: { type: 'string' },
      'into-default': { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    process.exit()
  }
  return values
}

function choose({ only: list, rounds, out, quick, full, keep, 'into-default': isMerged }) {
  if (quick && full) throw new Error('--quick and --full exclude each other')
  if (rounds !== undefined && !/^[1-9]\d*$/.test(rounds)) throw new Error('--rounds takes a number')
  const only = list?.split(',').map((name) => name.trim())
  const unknown = only?.find((name) => ![...measureNames, ...allContenders].includes(name))
  if (unknown !== undefined) throw new Error(`"${unknown}" is no measure and no contender`)
  const isOfMeasures = only?.every((name) => measureNames.includes(name))
  if (isMerged && (quick || full || rounds !== undefined || !isOfMeasures)) {
    throw new Error('--into-default takes --only with names of measures, and no other part')
  }
  const scale = (quick && 'quick') || (full && 'full') || 'default'
  const isPart = only !== undefined || rounds !== undefined
  const name = scale === 'default' && isPart ? 'part' : scale
  const chosen = (names) => (only?.some((one) => names.includes(one)) ? only : undefined)
  const plan = planOf(scales[scale], {
    onlyMeasures: chosen(measureNames),
    onlyContenders: chosen(allContenders),
    rounds: rounds && Number(rounds),
  })
  if (plan.length === 0) throw new Error(`In this part of the matrix nothing is "${list}"`)
  return {
    only,
    scale,
    plan,
    /** The run that docs/benchmarks.md is made from. */
    isWhole: name === 'default',
    isMerged,
    keep,
    rounds: Number(rounds ?? scales[scale].rounds),
    out: out ?? resultsOf(name),
  }
}
