import { addDays, format } from 'date-fns'

const first = new Date(2026, 0, 1)

export const rows = Array.from({ length: 60 }, (_, day) => ({
  day: format(addDays(first, day), 'd MMM'),
  orders: 40 + ((day * 37) % 23),
  returns: 3 + ((day * 11) % 7),
}))
