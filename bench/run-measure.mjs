/**
 * Takes every cell's sample in each round, each round from another cell on, so that what disturbs the
 * machine for a while falls on all alike. A cell that fails is left out from then on, with the reason.
 */
export async function runMeasure(measure, cells, { rounds, stage, say }) {
  const results = cells.map((cell) => ({ measure: measure.name, cell, samples: [] }))
  for (const result of results) await attempt(result, (cell) => measure.prepare?.(cell, stage), say)
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
  }
  return results
}

async function attempt(result, work, say) {
  if (result.failure) return
  try {
    await work(result.cell)
  } catch (error) {
    result.failure = String(error.message ?? error).slice(0, 600)
    say(`${result.measure} of ${JSON.stringify(result.cell)} failed: ${result.failure}`)
  }
}
