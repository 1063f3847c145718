import type { ReactElement } from 'react'

/** Paths on a grid of 20; stroked, so that they take the colour of the text. */
const paths = {
  home: 'M3 9.5 10 4l7 5.5V16H12v-4H8v4H3z',
  plugins: 'M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM13.5 11v5M11 13.5h5',
  chart: 'M4 16V9M8 16V5M12 16v-5M16 16V7',
  scatter: 'M4 4v12h12M8 12h.01M10 8h.01M13 10h.01M14 5h.01',
  table: 'M3 5h14v10H3zM3 9h14M8 9v6',
  search: 'M9 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM13 13l4 4',
  document: 'M5 3h7l3 3v11H5zM8 9h4M8 12h4',
  board: 'M3 4h4v12H3zM8.5 4h4v7h-4zM14 4h3v9h-3z',
  database: 'M4 6c0-3 12-3 12 0v8c0 3-12 3-12 0zM4 6c0 3 12 3 12 0M4 10c0 3 12 3 12 0',
  plugin: 'M7 4v3H4v9h9v-3h3V4z',
  menu: 'M3 6h14M3 10h14M3 14h14',
  close: 'M5 5l10 10M15 5 5 15',
  alert: 'M10 3 2.5 16h15zM10 8v4M10 14h.01',
  lock: 'M5 9h10v7H5zM7 9V6.5a3 3 0 0 1 6 0V9',
} as const

export type IconName = keyof typeof paths

export function isIconName(name: string | undefined): name is IconName {
  return name !== undefined && Object.hasOwn(paths, name)
}

export function Icon({ name }: { name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
