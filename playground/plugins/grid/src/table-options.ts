import type { Column, DataSet, Row } from '@playground/catalogue/service'
import {
  type ColDef,
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnAutoSizeModule,
  CsvExportModule,
  DateFilterModule,
  type GridOptions,
  NumberFilterModule,
  PaginationModule,
  PinnedRowModule,
  QuickFilterModule,
  RowApiModule,
  TextFilterModule,
  themeQuartz,
} from 'ag-grid-community'
import { mean } from 'd3-array'

// Named one by one: all modules together are nearly twice the code.
export const modules = [
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnAutoSizeModule,
  CsvExportModule,
  DateFilterModule,
  NumberFilterModule,
  PaginationModule,
  PinnedRowModule,
  QuickFilterModule,
  RowApiModule,
  TextFilterModule,
]

// The console's variables, so that the table follows its theme without being told.
const theme = themeQuartz.withParams({
  accentColor: 'var(--accent)',
  backgroundColor: 'var(--surface)',
  borderColor: 'var(--line)',
  browserColorScheme: 'inherit',
  chromeBackgroundColor: 'var(--surface-sunken)',
  fontFamily: 'inherit',
  fontSize: 13,
  foregroundColor: 'var(--text)',
  spacing: 6,
  headerFontSize: 12,
  headerFontWeight: 600,
  headerTextColor: 'var(--text-muted)',
  wrapperBorderRadius: 'var(--radius)',
})

const filters = {
  number: 'agNumberColumnFilter',
  text: 'agTextColumnFilter',
  date: 'agTextColumnFilter',
} as const

export const baseOptions: GridOptions<Row> = {
  theme,
  autoSizeStrategy: { type: 'fitGridWidth', defaultMinWidth: 144 },
  defaultColDef: {
    sortable: true,
    filter: true,
    resizable: true,
    wrapHeaderText: true,
    autoHeaderHeight: true,
  },
  pagination: true,
  paginationAutoPageSize: true,
}

/** What of the grid's options depends on the data set. */
export function optionsOf(data: DataSet): GridOptions<Row> {
  return {
    columnDefs: data.columns.map(columnOf),
    rowData: [...data.rows],
    pinnedBottomRowData: [averages(data)],
  }
}

function columnOf({ name, kind }: Column): ColDef<Row> {
  return {
    colId: name,
    headerName: name.replaceAll('_', ' '),
    // A getter, not `field`: AG Grid reads a dot in a field's name as a path.
    valueGetter: ({ data }) => data?.[name],
    filter: filters[kind],
    ...(kind === 'number'
      ? { type: 'rightAligned', valueFormatter: ({ value }) => format(value, name) }
      : {}),
  }
}

function averages({ columns, rows }: DataSet): Row {
  const [first] = columns
  return Object.fromEntries(
    columns.map(({ name, kind }) => {
      if (kind === 'number') return [name, mean(rows, (row) => number(row[name])) ?? null]
      return [name, name === first?.name ? 'Average' : null]
    }),
  )
}

function number(value: Row[string] | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function format(value: unknown, column: string): string {
  if (typeof value !== 'number') return ''
  // A year is a name, not a quantity.
  if (/year/i.test(column)) return value.toFixed(0)
  return value.toLocaleString('en', { maximumFractionDigits: 2 })
}
