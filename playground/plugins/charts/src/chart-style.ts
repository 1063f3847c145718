/** What all charts share; colours come from the console's variables, so they follow its theme. */
const colours = [
  'var(--chart-1)',
  'var(--chart-2)',
  'var(--chart-3)',
  'var(--chart-4)',
  'var(--chart-5)',
] as const

export function colour(index: number): string {
  return colours[index % colours.length] ?? colours[0]
}

export const axis = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--text-muted)', fontSize: 12 },
  tickLine: false,
} as const

export const grid = { stroke: 'var(--line)', vertical: false } as const

export const tooltip = {
  contentStyle: {
    background: 'var(--surface-raised)',
    border: '1px solid var(--line)',
    borderRadius: 8,
    boxShadow: 'var(--shadow)',
    color: 'var(--text)',
    fontSize: 13,
  },
  labelStyle: { color: 'var(--text-muted)' },
  itemStyle: { color: 'var(--text)' },
  cursor: { stroke: 'var(--line-strong)', fill: 'var(--hover)' },
} as const

export const legend = {
  iconType: 'circle',
  iconSize: 8,
  wrapperStyle: { fontSize: 12, color: 'var(--text-muted)', paddingTop: 8 },
} as const
