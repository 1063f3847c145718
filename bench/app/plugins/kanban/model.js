import { addDays, format } from 'date-fns'

const columns = ['Open', 'Doing', 'Done']

export const cards = Array.from({ length: 30 }, (_, number) => ({
  id: `card-${number}`,
  title: `Task ${number}, due ${format(addDays(new Date(2026, 0, 1), number), 'PP')}`,
  column: columns[number % 3],
}))
