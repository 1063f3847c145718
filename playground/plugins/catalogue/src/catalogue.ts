import { describeColumns } from './columns.ts'
import type { Catalogue, DataSet } from './service.ts'
import { type Source, sources } from './sources.ts'
import { summarise } from './summary.ts'

export function createCatalogue(): Catalogue {
  const loaded = new Map<string, Promise<DataSet>>()

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
    summarise,
  }
}
