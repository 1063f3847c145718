// Not a declared shared dependency: every plugin that imports this file has its own.
let count = 0

export function incrementOwn(): number {
  count += 1
  return count
}
