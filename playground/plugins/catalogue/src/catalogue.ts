import { describeColumns } from './columns.ts'
import type { Catalogue, ColumnSummary, DataSet } from './service.ts'
import { type Source, sources } from './sources.ts'

export function createCatalogue(): Catalogue {
  const loaded = new Map<string, Promise<DataSet>>()
  const summaries = new WeakMap<DataSet, Promise<readonly ColumnSummary[]>>()

  async function read(source: Source): Promise<DataSet> {
    const { id, title, description, unit } = source
    const rows = await source.read()
    return { id, title, description, unit, rows, columns: describeColumns(rows) }
  }

  return {
    list: () =>
      sources.map(({ id, title, description, unit }) => ({ id, title, description, unit })),
    load(id) {
      const known = loaded.get(id)
      if (known) return known
      const source = sources.find((candidate) => candidate.id === id)
      if (!source) return Promise.reject(new RangeError(`The catalogue has no data set "${id}"`))
      const data = read(source)
      loaded.set(id, data)
      // A failed download must not be the answer for ever.
      data.catch(() => loaded.delete(id))
      return data
    },
    summarise(data) {
      const known = summaries.get(data)
      if (known) return known
      // The catalogue starts with the console, and its statistics are for those who look at them.
      const summary = import('./summary.ts').then(({ summarise }) => summarise(data))
      summaries.set(data, summary)
      summary.catch(() => summaries.delete(data))
      return summary
    },
  }
}
