import { isPeer } from './contenders/index.mjs'
import { whyNot } from './contenders/mortise/variants.mjs'

/**
 * Takes every cell's sample in each round, each round from another cell on, so that what disturbs the
 * machine for a while falls on all alike. A cell that fails is left out from then on, with the reason;
 * so is one that nothing here can be built for, as `skipped`.
 * @param keep Called with the results after each round.
 */
export async function runMeasure(measure, cells, { rounds, stage, say, keep }) {
  const results = cells.map((cell) => ({
    measure: measure.name,
    cell,
    isPeer: isPeer(cell.contender),
    skipped: whyNot(cell.variant),
    seconds: 0,
    samples: [],
  }))
  say(`${measure.title}, ${cells.length} cells, builds`)
  if (measure.prepare) await prepareAll(results, (cell) => measure.prepare(cell, stage), say)
  for (let round = 0; round < rounds; round++) {
    say(`${measure.title}, round ${round + 1} of ${rounds}`)
    const begin = (round * 3) % results.length
    for (const result of [...results.slice(begin), ...results.slice(0, begin)]) {
      await attempt(
        result,
        async (cell) => void result.samples.push(await measure.sample(cell, stage)),
        say,
      )
    }
    keep(results)
  }
}

/** Two at a time: nothing is timed yet, and most builds do not use two cores all the time. */
async function prepareAll(results, prepare, say) {
  const left = [...results]
  const work = async () => {
    for (let result = left.shift(); result; result = left.shift()) {
      await attempt(result, prepare, say)
    }
  }
  await Promise.all([work(), work()])
}

/** `seconds` is what a cell has cost in all, its builds included. */
async function attempt(result, work, say) {
  if (result.failure || result.skipped) return
  const began = performance.now()
  try {
    await work(result.cell)
  } catch (error) {
    result.failure = String(error.message ?? error).slice(0, 600)
    say(`${result.measure} of ${JSON.stringify(result.cell)} failed: ${result.failure}`)
  }
  result.seconds += (performance.now() - began) / 1000
}
