import type { DataSetInfo } from '@playground/catalogue/service'

export interface TableTools {
  element: HTMLElement
  /** Says how many of the rows the filters leave. */
  count(shown: number, all: number): void
  /** The export is for those who may take data out of the console. */
  allowExport(allowed: boolean): void
}

interface TableToolsOptions {
  sets: readonly DataSetInfo[]
  chosen: string
  onChoose(id: string): void
  onSearch(text: string): void
  onExport(): void
}

/** The row of controls above the table. */
export function createTableTools(options: TableToolsOptions): TableTools {
  const element = document.createElement('div')
  element.className = 'grid-table__tools'

  const choice = document.createElement('select')
  choice.dataset.testid = 'grid-data'
  choice.ariaLabel = 'Data set'
  choice.append(...options.sets.map(({ id, title }) => new Option(title, id)))
  choice.value = options.chosen
  choice.addEventListener('change', () => {
    // What was searched for in one data set is not in another.
    search.value = ''
    options.onSearch('')
    options.onChoose(choice.value)
  })

  const search = document.createElement('input')
  search.type = 'search'
  search.dataset.testid = 'grid-search'
  search.placeholder = 'Search all columns'
  search.ariaLabel = 'Search all columns'
  search.addEventListener('input', () => options.onSearch(search.value))

  const count = document.createElement('span')
  count.className = 'grid-table__count'
  count.dataset.testid = 'grid-count'
  count.role = 'status'

  const exporter = document.createElement('button')
  exporter.type = 'button'
  exporter.className = 'button'
  exporter.dataset.testid = 'grid-export'
  exporter.textContent = 'Export CSV'
  exporter.addEventListener('click', () => options.onExport())

  element.append(choice, search, count, exporter)
  return {
    element,
    count(shown, all) {
      const rows = all.toLocaleString('en')
      count.textContent =
        shown === all ? `${rows} rows` : `${shown.toLocaleString('en')} of ${rows} rows`
    },
    allowExport(allowed) {
      exporter.hidden = !allowed
    },
  }
}
