export type Value = string | number | null
export type Row = Readonly<Record<string, Value>>
export type Kind = 'number' | 'text' | 'date'

export interface Column {
  name: string
  kind: Kind
}

/** What is known of a data set before its rows are loaded. */
export interface DataSetInfo {
  id: string
  title: string
  description: string
  unit: string
}

export interface DataSet extends DataSetInfo {
  columns: readonly Column[]
  rows: readonly Row[]
}

export interface ColumnSummary {
  column: string
  count: number
  missing: number
  min: number
  median: number
  mean: number
  max: number
  deviation: number
}

/** The `catalogue` service. */
export interface Catalogue {
  list(): readonly DataSetInfo[]
  /**
   * Loads a data set once: the same promise for the same id, so that React can `use` it.
   * Rejects with a RangeError when there is none with this id.
   */
  load(id: string): Promise<DataSet>
  /** Statistics of the data set's number columns: the same promise for the same data set. */
  summarise(data: DataSet): Promise<readonly ColumnSummary[]>
}

declare module '@mortise/browser-runtime' {
  interface ServiceMap {
    catalogue: Catalogue
  }
}
