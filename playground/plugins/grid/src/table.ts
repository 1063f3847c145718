import type { Row } from '@playground/catalogue/service'
import { createGrid, type GridOptions, ModuleRegistry } from 'ag-grid-community'
import { catalogue } from './catalogue.ts'
import { baseOptions, modules, optionsOf } from './table-options.ts'
import { createTableTools } from './table-tools.ts'
import './table.css'

interface TableProps {
  role?: string
}

interface Mounting {
  props: TableProps
  signal: AbortSignal
}

const initial = 'cars'

export function mount(element: HTMLElement, { props, signal }: Mounting) {
  ModuleRegistry.registerModules(modules)
  let latest = initial
  const rows = document.createElement('div')
  rows.className = 'grid-table__rows'
  const tools = createTableTools({
    sets: catalogue().list(),
    chosen: initial,
    onChoose: (id) => void show(id),
    onSearch: (text) => grid.setGridOption('quickFilterText', text),
    onExport: () => grid.exportDataAsCsv({ fileName: `${latest}.csv` }),
  })
  const root = document.createElement('div')
  root.className = 'grid-table'
  root.dataset.testid = 'grid-table'
  root.append(tools.element, rows)
  element.append(root)

  const options: GridOptions<Row> = {
    ...baseOptions,
    loading: true,
    onModelUpdated: ({ api }) =>
      tools.count(api.getDisplayedRowCount(), api.getGridOption('rowData')?.length ?? 0),
  }
  const grid = createGrid<Row>(rows, options)

  async function show(id: string): Promise<void> {
    latest = id
    grid.setGridOption('loading', true)
    const data = await catalogue().load(id)
    if (signal.aborted || latest !== id) return
    grid.updateGridOptions({ ...optionsOf(data), loading: false })
    grid.sizeColumnsToFit({ defaultMinWidth: 144 })
  }

  function update({ role }: TableProps): void {
    tools.allowExport(role === 'analyst' || role === 'admin')
  }

  update(props)
  void show(initial)
  return {
    update,
    unmount() {
      grid.destroy()
      root.remove()
    },
  }
}
