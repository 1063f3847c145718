// State on purpose: the tests ask how many instances of it a page has.
let count = 0

export function increment(): number {
  count += 1
  return count
}
